package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpSession;
import javax.servlet.jsp.jstl.core.Config;
import javax.servlet.jsp.jstl.fmt.LocalizationContext;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginTexts;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.RandomTokens;
import org.jivesoftware.util.JiveGlobals;

/**
 * A page of the admin console. Its JSP, of the same name, shows a record by calling its methods. A POST must carry the
 * session's CSRF token, and ends in a redirect, or in the same page again with what was typed. Openfire has seen to it
 * that an admin is logged in.
 *
 * <p>The session holds only JDK types: it outlives the plugin when that is reloaded.
 */
public abstract class ConsolePage extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final String NOTICE = "intermediateim.notice";

    private final String name;
    /** Set before the first request, as is all that {@link Console} shares. */
    private transient PluginTexts texts;

    private transient RandomTokens tokens;

    /** @param name last part of the page's URL, and its JSP without the ending */
    public ConsolePage(String name) {
        this.name = name;
    }

    /** Gives the page what all pages share. Called once, before the first request. */
    final void share(PluginTexts texts, RandomTokens tokens) {
        this.texts = texts;
        this.tokens = tokens;
    }

    /** @return last part of the URL */
    public final String name() {
        return name;
    }

    /** Openfire 5 logs it; by itself a servlet knows its name only when a container has initialized it. */
    @Override
    public final String getServletName() {
        return name;
    }

    /** @return what the JSP shows as {@code page} */
    public abstract Object show(HttpServletRequest request);

    /**
     * Does what a form asks for.
     *
     * @return the page to show again because something typed can't be used; empty if all is done
     */
    public abstract Optional<Object> act(HttpServletRequest request);

    /** @return what of this page's settings is not in effect though it is set, to be told above the page */
    public List<Sentence> troubles() {
        return List.of();
    }

    /**
     * Sends a file instead of the page, if that is what the request asks for.
     *
     * @return whether it was
     */
    public boolean download(HttpServletRequest request, HttpServletResponse response) throws IOException {
        return false;
    }

    @Override
    protected final void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (!download(request, response)) {
            forward(show(request), request, response);
        }
    }

    @Override
    protected final void doPost(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Upload.prepare(request);
        Optional<Object> again = Optional.empty();
        if (CsrfToken.of(request.getSession(), tokens).matches(Upload.parameter(request, CsrfToken.FIELD))) {
            again = act(request);
        } else {
            say(request, "error", "intermediateim.console.csrf");
        }
        if (again.isPresent()) {
            forward(again.get(), request, response);
        } else {
            response.sendRedirect(request.getRequestURI());
        }
    }

    /** Adds what the JSP shows besides {@code page}. */
    void addAttributes(HttpServletRequest request) {
        // nothing
    }

    private void forward(Object page, HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        HttpSession session = request.getSession();
        // Openfire's locale filter does this for addresses that end in .jsp only
        Config.set(
                request,
                Config.FMT_LOCALIZATION_CONTEXT,
                new LocalizationContext(texts.bundle(), JiveGlobals.getLocale()));
        request.setAttribute("page", page);
        addAttributes(request);
        request.setAttribute(CsrfToken.FIELD, CsrfToken.of(session, tokens).value());
        request.setAttribute("notice", session.getAttribute(NOTICE));
        session.removeAttribute(NOTICE);
        request.setAttribute("troubles", troubles());
        response.setHeader("Cache-Control", "no-store");
        String jsp = page instanceof Confirmation ? "confirm" : name;
        request.getRequestDispatcher(folder(request) + jsp + ".jsp").forward(request, response);
    }

    /**
     * @return where this page is, as the browser has asked for it: the name of the jar file is part of the path,
     *     escaped
     */
    private static String folder(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** @return a parameter without blanks around it; empty if there is none */
    public static String text(HttpServletRequest request, String parameter) {
        return Objects.toString(request.getParameter(parameter), "").strip();
    }

    /** @return which page of what was found is wanted: from 1 to what a table can hold */
    public static int pageNumber(HttpServletRequest request) {
        return pageNumber(request, "p");
    }

    /** The same where a page shows several lists, whose pages are asked for by different parameters. */
    public static int pageNumber(HttpServletRequest request, String parameter) {
        String number = text(request, parameter);
        return number.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(number) : 1;
    }

    /**
     * Has a sentence shown above the page that comes next.
     *
     * @param kind {@code success}, {@code warning} or {@code error}
     * @param key  i18n key of the sentence; {@code arguments} stand for its {0}, {1}
     */
    public static void say(HttpServletRequest request, String kind, String key, String... arguments) {
        String[] notice = new String[2 + arguments.length];
        notice[0] = kind;
        notice[1] = key;
        System.arraycopy(arguments, 0, notice, 2, arguments.length);
        request.getSession().setAttribute(NOTICE, notice);
    }

    /**
     * Says that something has been done, unless {@link #troubles} are left; then that it is set and no more.
     *
     * @param key i18n key of the sentence for a success
     */
    public final void sayInEffect(HttpServletRequest request, String key) {
        if (troubles().isEmpty()) {
            say(request, "success", key);
        } else {
            say(request, "warning", "intermediateim.console.saved-not-in-effect");
        }
    }

    /**
     * Writes what the admin has done on this page to Openfire's security audit log. Whatever changes something is
     * written there.
     *
     * @param action  in the past tense, such as {@code dropped a seat}
     * @param details whom or what it concerned; empty for nothing in particular
     */
    public final void audit(HttpServletRequest request, String action, String details) {
        new AuditEntry(name, action, details).write(request);
    }
}
