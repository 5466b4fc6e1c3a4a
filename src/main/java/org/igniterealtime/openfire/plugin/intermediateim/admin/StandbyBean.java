package org.igniterealtime.openfire.plugin.intermediateim.admin;

import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies.Copy;

/** What standby.jsp shows: names and versions of two copies of the plugin. */
public final class StandbyBean {

    private final Copy own;
    private final Copy working;

    StandbyBean(Copy own, Copy working) {
        this.own = own;
        this.working = working;
    }

    public String getName() {
        return own.name();
    }

    public String getVersion() {
        return own.version();
    }

    public String getWorkingName() {
        return working.name();
    }

    public String getWorkingVersion() {
        return working.version();
    }
}
