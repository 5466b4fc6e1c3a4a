package org.igniterealtime.openfire.plugin.intermediateim.admin;

import java.util.Map;
import javax.servlet.http.HttpServletRequest;

/**
 * A question that is asked before something is done that can't be undone. It is a page of its own, so no script is
 * needed: its form sends the action again, this time {@linkplain #isGiven confirmed}.
 *
 * @param page     that is asked to do it
 * @param action   that it is asked for
 * @param fields   of the form beside the action
 * @param question its key with {@code .yes} is the text of the button
 */
public record Confirmation(String page, String action, Map<String, String> fields, Sentence question) {

    public Confirmation {
        fields = Map.copyOf(fields);
    }

    /** @return whether the admin has been asked and has said yes */
    public static boolean isGiven(HttpServletRequest request) {
        return "true".equals(request.getParameter("confirmed"));
    }
}
