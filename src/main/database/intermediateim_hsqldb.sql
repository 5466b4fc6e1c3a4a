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

INSERT INTO ofVersion (name, version) VALUES ('intermediateim', 1);
