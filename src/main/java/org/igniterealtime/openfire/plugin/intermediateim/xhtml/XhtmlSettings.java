package org.igniterealtime.openfire.plugin.intermediateim.xhtml;

import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Setting;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.settings.SettingsArea;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy.Images;

/** What can be set about rich text. */
public final class XhtmlSettings {

    public static final SettingsArea AREA = SettingsArea.ofFeature("xhtml");

    /** Whether XHTML-IM is made safe. */
    public static final Setting<Boolean> ENABLED = AREA.enabled();

    /** What is done with the XHTML-IM that clients of this server send. */
    public static final Setting<Mode> LOCAL = AREA.choice("local", Mode.SANITIZE);

    /** What is done with the XHTML-IM that comes from other servers and from components. */
    public static final Setting<Mode> REMOTE = AREA.choice("remote", Mode.SANITIZE);

    /** Which images are kept. */
    public static final Setting<Images> IMAGES = AREA.choice("images", XhtmlPolicy.DEFAULT.images());

    /** Which links are kept, by their URI schemes. */
    public static final Setting<Set<String>> LINK_SCHEMES = AREA.words(
            "link-schemes",
            XhtmlPolicy.DEFAULT.linkSchemes(),
            XhtmlPolicy::isLinkScheme,
            "intermediateim.problem.link-schemes");

    /** Whether the target of a link is shown where its text names another one. */
    public static final Setting<Boolean> LINK_HONESTY = AREA.flag("link-honesty", XhtmlPolicy.DEFAULT.linkHonesty());

    private XhtmlSettings() {}

    /** @return whether the XHTML-IM that clients of this server send is removed */
    public static boolean strips(Settings settings) {
        return settings.get(ENABLED) && settings.get(LOCAL) == Mode.STRIP;
    }

    /** @return what the sanitizer keeps */
    public static XhtmlPolicy policy(Settings settings) {
        return new XhtmlPolicy(settings.get(IMAGES), settings.get(LINK_SCHEMES), settings.get(LINK_HONESTY));
    }
}
