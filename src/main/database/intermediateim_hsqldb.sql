-- Transfers that have ended. Times are milliseconds since 1970-01-01 UTC. fileSize is null where nobody told it.
CREATE TABLE ofIntermediateImTransfer (
    transferID        VARCHAR(36)    NOT NULL,
    requester         VARCHAR(2047)  NOT NULL,
    requesterResource VARCHAR(1023)  NOT NULL,
    target            VARCHAR(2047)  NOT NULL,
    targetResource    VARCHAR(1023)  NOT NULL,
    fileName          VARCHAR(255)   NOT NULL,
    fileSize          BIGINT,
    bytesToTarget     BIGINT         NOT NULL,
    bytesToRequester  BIGINT         NOT NULL,
    startTime         BIGINT         NOT NULL,
    endTime           BIGINT         NOT NULL,
    reason            VARCHAR(32)    NOT NULL,
    CONSTRAINT ofIntermediateImTransfer_pk PRIMARY KEY (transferID)
);
CREATE INDEX ofIntermediateImTransfer_end ON ofIntermediateImTransfer (endTime);

-- Capabilities of clients, by the hash they announce (XEP-0115). query is the XML of the answer that proved them.
CREATE TABLE ofIntermediateImCaps (
    hash  VARCHAR(32)    NOT NULL,
    ver   VARCHAR(255)   NOT NULL,
    node  VARCHAR(1023)  NOT NULL,
    query LONGVARCHAR    NOT NULL,
    CONSTRAINT ofIntermediateImCaps_pk PRIMARY KEY (hash, ver)
);

-- Files that wait for users. state: RECEIVING, WAITING, HELD, DETECTED, INFECTED, LINKED, DELIVERED, DECLINED or LOST.
-- node is the name of the directory that has the content; nodes of a cluster may have one each. mediaType and sha256 are
-- empty until the file is whole, md5 where nobody told it. linkHash: SHA-256 of the token in the link. linkedTime: when
-- the link was sent, null if it was not. downloadedTime: when the whole file was first got by it. finding: the malware
-- that is in it, empty if none was found.
CREATE TABLE ofIntermediateImFile (
    fileID            VARCHAR(32)    NOT NULL,
    owner             VARCHAR(2047)  NOT NULL,
    sender            VARCHAR(2047)  NOT NULL,
    senderResource    VARCHAR(1023)  NOT NULL,
    fileName          VARCHAR(200)   NOT NULL,
    fileSize          BIGINT         NOT NULL,
    md5               VARCHAR(32)    NOT NULL,
    description       VARCHAR(1000)  NOT NULL,
    offeredTo         VARCHAR(16)    NOT NULL,
    takenTime         BIGINT         NOT NULL,
    state             VARCHAR(16)    NOT NULL,
    mediaType         VARCHAR(255)   NOT NULL,
    sha256            VARCHAR(64)    NOT NULL,
    node              VARCHAR(64)    NOT NULL,
    linkHash          VARCHAR(64)    NOT NULL,
    linkedTime        BIGINT,
    downloadedTime    BIGINT,
    finding           VARCHAR(200)   NOT NULL,
    CONSTRAINT ofIntermediateImFile_pk PRIMARY KEY (fileID)
);
CREATE INDEX ofIntermediateImFile_owner ON ofIntermediateImFile (owner);
CREATE INDEX ofIntermediateImFile_time ON ofIntermediateImFile (takenTime);
CREATE INDEX ofIntermediateImFile_link ON ofIntermediateImFile (linkHash);

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
    body              LONGVARCHAR    NOT NULL,
    stanza            LONGVARCHAR    NOT NULL,
    CONSTRAINT ofIntermediateImKept_pk PRIMARY KEY (keptID)
);
CREATE INDEX ofIntermediateImKept_seat ON ofIntermediateImKept (owner, room);
CREATE INDEX ofIntermediateImKept_time ON ofIntermediateImKept (keptTime);

INSERT INTO ofVersion (name, version) VALUES ('intermediateim', 1);
