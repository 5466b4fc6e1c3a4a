package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.Optional;
import javax.servlet.http.HttpServletRequest;

/** A page with a form for settings, where its JSP includes {@code settings.jspf}. Shows the form and saves it. */
public abstract class SettingsPage extends ConsolePage {

    private static final long serialVersionUID = 1L;

    /** What the form asks for, and the attribute of the request that has the form. */
    private static final String SETTINGS = "settings";

    private final transient PageSettings settings;

    /** @param name last part of the page's URL, and its JSP without the ending */
    protected SettingsPage(String name, PageSettings settings) {
        super(name);
        this.settings = settings;
    }

    /**
     * Does what another form than that for settings asks for.
     *
     * @return the page to show again because something typed can't be used; empty if all is done
     */
    protected abstract Optional<Object> perform(HttpServletRequest request);

    @Override
    public final Optional<Object> act(HttpServletRequest request) {
        return text(request, "action").equals(SETTINGS) ? save(request) : perform(request);
    }

    private Optional<Object> save(HttpServletRequest request) {
        PageSettings.Saved saved = settings.save(request::getParameter);
        if (saved.form().hasProblems()) {
            request.setAttribute(SETTINGS, saved.form());
            return Optional.of(show(request));
        }
        if (!saved.changes().isEmpty()) {
            audit(request, "changed settings", String.join("; ", saved.changes()));
        }
        sayInEffect(request, "intermediateim.console.saved");
        return Optional.empty();
    }

    @Override
    final void addAttributes(HttpServletRequest request) {
        if (request.getAttribute(SETTINGS) == null) {
            request.setAttribute(SETTINGS, settings.showing());
        }
    }
}
