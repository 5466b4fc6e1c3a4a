package org.igniterealtime.openfire.plugin.intermediateim.admin;

import javax.servlet.http.HttpServletRequest;
import org.jivesoftware.util.WebManager;

/**
 * What an admin has done, as Openfire's security audit log has it.
 *
 * @param area    name of the page
 * @param action  in the past tense, such as {@code dropped a seat}
 * @param details whom or what it concerned; empty for nothing in particular
 */
record AuditEntry(String area, String action, String details) {

    /** @return {@code Intermediate IM (rooms): dropped a seat}; Openfire keeps 255 characters of it */
    String summary() {
        return "Intermediate IM (" + area + "): " + action;
    }

    /** @param request by which the admin has asked for it */
    void write(HttpServletRequest request) {
        WebManager manager = new WebManager();
        manager.init(request, null, request.getSession(), request.getServletContext());
        manager.logEvent(summary(), details);
    }
}
