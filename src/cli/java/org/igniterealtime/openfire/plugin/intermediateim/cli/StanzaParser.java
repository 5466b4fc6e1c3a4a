package org.igniterealtime.openfire.plugin.intermediateim.cli;

import java.io.IOException;
import org.xmlpull.mxp1.MXParser;
import org.xmlpull.v1.XmlPullParserException;

/**
 * Openfire's parser, for dom4j's reader: that one takes no notice of entities and character references, each of which
 * is a token of its own here, as Openfire's reader does. Only the predefined entities are known in a stanza (RFC 6120
 * §11.1).
 *
 * <p>Public, because the parser factory makes it by its name.
 */
public final class StanzaParser extends MXParser {

    @Override
    public int nextToken() throws XmlPullParserException, IOException {
        int token = super.nextToken();
        if (token != ENTITY_REF) {
            return token;
        }
        if (getText() == null) {
            throw new XmlPullParserException("there is no entity " + getName(), this, null);
        }
        return TEXT;
    }
}
