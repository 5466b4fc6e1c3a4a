package org.igniterealtime.openfire.plugin.intermediateim.xhtml.profile;

import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.dom4j.QName;

/** What an attribute of the profile holds. */
public enum AttributeType {
    /** The target of a link: {@code links.Uri}. */
    LINK,
    /** The source of an image: {@code links.Uri}. */
    IMAGE,
    /** CSS declarations: {@code StyleFilter}. */
    STYLE,
    /** Any text. */
    TEXT,
    /** A whole number of pixels; per cent and units are HTML, not XHTML-IM. */
    PIXELS,
    /** A media type, such as {@code text/html}. */
    MEDIA_TYPE,
    /** A language tag of RFC 5646. */
    LANGUAGE;

    public static final QName STYLE_NAME = QName.get("style");

    private static final Pattern PIXEL_COUNT = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern MEDIA_TYPE_NAME =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");
    private static final int LONGEST_LANGUAGE_TAG = 100;

    /** Whether {@code value} has the form of this type; types with a class of their own are judged there. */
    public boolean accepts(String value) {
        return switch (this) {
            case LINK, IMAGE, STYLE, TEXT -> true;
            case PIXELS -> PIXEL_COUNT.matcher(value).matches();
            case MEDIA_TYPE -> MEDIA_TYPE_NAME.matcher(value).matches();
            case LANGUAGE -> isLanguageTag(value);
        };
    }

    private static boolean isLanguageTag(String value) {
        if (value.isEmpty() || value.length() > LONGEST_LANGUAGE_TAG || value.indexOf('_') >= 0) {
            return false; // the builder takes "" for no language, and de_DE for de-DE
        }
        try {
            new Locale.Builder().setLanguageTag(value);
            return true;
        } catch (IllformedLocaleException e) {
            return false;
        }
    }
}
