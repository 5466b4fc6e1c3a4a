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
    query TEXT           NOT NULL,
    CONSTRAINT ofIntermediateImCaps_pk PRIMARY KEY (hash, ver)
);

INSERT INTO ofVersion (name, version) VALUES ('intermediateim', 2);
