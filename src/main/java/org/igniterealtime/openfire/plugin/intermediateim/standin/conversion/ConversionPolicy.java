package org.igniterealtime.openfire.plugin.intermediateim.standin.conversion;

import java.util.EnumSet;
import java.util.Set;
import org.igniterealtime.openfire.plugin.intermediateim.standin.rendering.Rendering;

/**
 * What may be converted.
 *
 * @param linkTargets whether the target of a link is written after its text for those who cannot see it otherwise
 * @param kinds the conversions that are made
 */
public record ConversionPolicy(boolean linkTargets, Set<ConversionKind> kinds) {

    public static final ConversionPolicy DEFAULT = new ConversionPolicy(true, EnumSet.allOf(ConversionKind.class));

    public ConversionPolicy {
        kinds = Set.copyOf(kinds);
    }

    /** @return whether rich text written as XHTML-IM can be seen where this is shown, as it is or converted */
    public boolean conveysXhtml(Rendering reader) {
        return reader.xhtml()
                || (reader.styling() && allows(ConversionKind.XHTML_TO_STYLING))
                || (reader.markup() && allows(ConversionKind.XHTML_TO_MARKUP));
    }

    public boolean allows(ConversionKind kind) {
        return kinds.contains(kind);
    }
}
