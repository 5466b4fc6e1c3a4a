package org.igniterealtime.openfire.plugin.intermediateim.admin.richtext;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlFeature;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;

/** Rich text: what is kept of it and from whom, how often each rule was applied, and a box to try it. */
public final class RichTextPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    private final transient PluginProperties properties;
    private final transient XhtmlFeature feature;

    public RichTextPage(PluginProperties properties, XhtmlFeature feature) {
        super(
                "richtext",
                PageSettings.in(properties)
                        .group("senders", XhtmlSettings.LOCAL, XhtmlSettings.REMOTE)
                        .group(
                                "content",
                                XhtmlSettings.IMAGES,
                                XhtmlSettings.LINK_SCHEMES,
                                XhtmlSettings.LINK_HONESTY));
        this.properties = properties;
        this.feature = feature;
    }

    @Override
    public Object show(HttpServletRequest request) {
        return new Content(applied(), null);
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        switch (String.valueOf(request.getParameter("action"))) {
            case "try" -> {
                return Optional.of(tryOut(request));
            }
            default -> say(request, "error", "intermediateim.console.unknown-action");
        }
        return Optional.empty();
    }

    private Object tryOut(HttpServletRequest request) {
        String typed = Optional.ofNullable(request.getParameter("markup")).orElse("");
        return new Content(applied(), SanitizerPreview.of(typed, XhtmlSettings.policy(properties.settings())));
    }

    /** Rules that were applied at all. */
    private Map<String, Long> applied() {
        Map<String, Long> applied = new LinkedHashMap<>();
        feature.ruleCounters().snapshot().forEach((rule, count) -> {
            if (count > 0) {
                applied.put(rule, count);
            }
        });
        return applied;
    }

    /**
     * What richtext.jsp shows.
     *
     * @param rules how often each rule was applied, by its name
     * @param trial what came of the markup that was tried; null if none was
     */
    public record Content(Map<String, Long> rules, SanitizerPreview trial) {}
}
