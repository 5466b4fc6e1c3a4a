package org.igniterealtime.openfire.plugin.intermediateim.modules;

import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.richtext.RichTextPage;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlFeature;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/** Rich text. */
public final class XhtmlModule implements PluginModule {

    private final PluginProperties properties;
    private final XhtmlFeature feature = new XhtmlFeature(XhtmlPolicy.DEFAULT, Mode.SANITIZE, Mode.SANITIZE);

    public XhtmlModule(ModuleServices services) {
        properties = services.properties();
    }

    @Override
    public Feature feature() {
        return feature;
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        properties.follow(settings -> feature.configure(
                settings.xhtmlPolicy(), settings.get(Settings.XHTML_LOCAL), settings.get(Settings.XHTML_REMOTE)));
        return new RichTextPage(properties, feature);
    }
}
