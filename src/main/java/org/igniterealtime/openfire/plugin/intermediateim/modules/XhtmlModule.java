package org.igniterealtime.openfire.plugin.intermediateim.modules;

import java.util.Optional;
import org.dom4j.Element;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.richtext.RichTextPage;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Source;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Passage.Stage;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.StanzaSanitizer.Mode;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlFeature;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSanitizer;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.XhtmlSettings;
import org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile.XhtmlPolicy;
import org.xmpp.packet.Packet;

/** Rich text. */
public final class XhtmlModule implements PluginModule {

    private final PluginProperties properties;
    private final XhtmlFeature feature = new XhtmlFeature(XhtmlPolicy.DEFAULT, Mode.SANITIZE, Mode.SANITIZE);
    private volatile XhtmlSanitizer sanitizer = new XhtmlSanitizer(XhtmlPolicy.DEFAULT);

    public XhtmlModule(ModuleServices services) {
        properties = services.properties();
        properties.add(XhtmlSettings.AREA);
    }

    @Override
    public Feature feature() {
        return feature;
    }

    /** @return what the settings keep of XHTML-IM, whether that of others is sanitized or not; empty if nothing */
    public Optional<Element> clean(Element html) {
        return sanitizer.clean(html);
    }

    /** Makes a stanza harmless that did not come in as it is now, if others are. */
    public void sanitize(Packet stanza) {
        if (properties.settings().get(XhtmlSettings.ENABLED)) {
            feature.handle(new Passage(stanza, Stage.ENTRY, Source.ELSEWHERE, null));
        }
    }

    @Override
    public ConsolePage open(OpenResources resources) {
        properties.follow(XhtmlSettings.AREA, settings -> {
            XhtmlPolicy policy = XhtmlSettings.policy(settings);
            sanitizer = new XhtmlSanitizer(policy);
            feature.configure(policy, settings.get(XhtmlSettings.LOCAL), settings.get(XhtmlSettings.REMOTE));
        });
        return new RichTextPage(properties, feature);
    }
}
