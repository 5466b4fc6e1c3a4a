-- Seats in rooms. origin: USER, ADMIN or DECLINED.
CREATE TABLE ofIntermediateImSeat (
    owner             VARCHAR(2047)  NOT NULL,
    room              VARCHAR(2047)  NOT NULL,
    nick              VARCHAR(1023)  NOT NULL,
    password          VARCHAR(1023)  NOT NULL,
    lastMessages      INTEGER        NOT NULL,
    dropOnLeave       INTEGER        NOT NULL,
    origin            VARCHAR(16)    NOT NULL,
    since             BIGINT         NOT NULL,
    resource          VARCHAR(64)    NOT NULL,
    CONSTRAINT ofIntermediateImSeat_pk PRIMARY KEY (owner, room)
);

-- What was said in rooms to users who were away. kind: PRIVATE, MENTION or ROOM.
CREATE TABLE ofIntermediateImKept (
    keptID            VARCHAR(36)    NOT NULL,
    owner             VARCHAR(2047)  NOT NULL,
    room              VARCHAR(2047)  NOT NULL,
    kind              VARCHAR(16)    NOT NULL,
    keptTime          BIGINT         NOT NULL,
    keptOrder         BIGINT         NOT NULL,
    nick              VARCHAR(1023)  NOT NULL,
    bytes             INTEGER        NOT NULL,
    body              TEXT           NOT NULL,
    stanza            TEXT           NOT NULL,
    CONSTRAINT ofIntermediateImKept_pk PRIMARY KEY (keptID)
);
CREATE INDEX ofIntermediateImKept_seat ON ofIntermediateImKept (owner, room);
CREATE INDEX ofIntermediateImKept_time ON ofIntermediateImKept (keptTime);

UPDATE ofVersion SET version = 3 WHERE name = 'intermediateim';
