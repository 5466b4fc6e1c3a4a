package org.igniterealtime.openfire.plugin.intermediateim.sql;

/** A kind of database that the plugin has tables for. */
interface TestedDatabase {

    /** @return a new one, with nothing in it */
    Database empty() throws Exception;

    Schema schema();
}
