package org.igniterealtime.openfire.plugin.intermediateim.sql;

/** On HSQLDB, the database that Openfire brings. */
class HsqldbSchemaUpgradeTest extends SchemaUpgradeContract {

    @Override
    TestedDatabase database() {
        return new Hsqldb();
    }
}
