package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.Rule;

/**
 * One thing the sanitizer removed or changed.
 *
 * @param rule the reason
 * @param what the element, attribute, style declaration or address it was about; shortened when it is long
 */
public record Finding(Rule rule, String what) {

    private static final int MAX_LENGTH = 200;

    public Finding {
        if (what.length() > MAX_LENGTH) {
            what = what.substring(0, MAX_LENGTH) + "…";
        }
    }
}
