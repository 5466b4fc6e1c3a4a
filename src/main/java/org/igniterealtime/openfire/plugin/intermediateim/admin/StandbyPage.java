package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies;

/** The one page of a copy of the plugin that stands by, because another one works. */
public final class StandbyPage extends ConsolePage {

    private static final long serialVersionUID = 1L;

    private final transient PluginCopies copies;
    private final transient PluginCopies.Copy own;

    public StandbyPage(PluginCopies copies) {
        super("standby");
        this.copies = copies;
        this.own = copies.own();
    }

    @Override
    public Object show(HttpServletRequest request) {
        return new Content(own, copies.working().orElse(own));
    }

    @Override
    public Optional<Object> act(HttpServletRequest request) {
        return Optional.empty(); // it has no form
    }

    /** What standby.jsp shows: two copies of the plugin. */
    public record Content(PluginCopies.Copy own, PluginCopies.Copy working) {}
}
