-- Capabilities of clients, by the hash they announce (XEP-0115). query is the XML of the answer that proved them.
CREATE TABLE ofIntermediateImCaps (
    hash  VARCHAR(32)    NOT NULL,
    ver   VARCHAR(255)   NOT NULL,
    node  VARCHAR(1023)  NOT NULL,
    query LONGVARCHAR    NOT NULL,
    CONSTRAINT ofIntermediateImCaps_pk PRIMARY KEY (hash, ver)
);

UPDATE ofVersion SET version = 2 WHERE name = 'intermediateim';
