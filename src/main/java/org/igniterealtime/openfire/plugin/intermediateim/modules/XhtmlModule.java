package org.igniterealtime.openfire.plugin.intermediateim.modules;

import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.richtext.RichTextPage;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlFeature;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;

/** Rich text. */
public final class XhtmlModule implements PluginModule {

    private final PluginProperties properties;
    private final XhtmlFeature feature = new XhtmlFeature(XhtmlPolicy.DEFAULT, Mode.SANITIZE, Mode.SANITIZE);

    public XhtmlModule(ModuleServices services) {
        properties = services.properties();
        properties.add(XhtmlSettings.AREA);
    }

    @Override
    public Feature feature() {
        return feature;
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        properties.follow(
                XhtmlSettings.AREA,
                settings -> feature.configure(
                        XhtmlSettings.policy(settings),
                        settings.get(XhtmlSettings.LOCAL),
                        settings.get(XhtmlSettings.REMOTE)));
        return new RichTextPage(properties, feature);
    }
}
