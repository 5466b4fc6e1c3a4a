package org.igniterealtime.openfire.plugin.intermediateim.si;

import java.util.List;
import java.util.Optional;
import org.dom4j.DocumentHelper;
import org.dom4j.Element;
import org.xmpp.packet.IQ;

/** That an offer is accepted (XEP-0095 §3.2): by which method, and which part of the file (XEP-0096 §3). */
public record Answer(StreamMethod method, Range range) {

    /**
     * Reads what a receiver answers to an offer of ours. Attributes of {@code <si/>} and the type of the form don't
     * matter; of several methods the preferred one counts.
     *
     * @param result of the IQ that {@code offer} was sent in
     * @return empty if it can't be served: it names no method that was offered, or a part that there is not
     */
    public static Optional<Answer> read(IQ result, Offer offer) {
        Element si = result.getChildElement();
        if (si == null || !si.getQName().equals(Offer.SI)) {
            return Optional.empty();
        }
        Optional<StreamMethod> method = MethodNegotiation.chosen(si).stream()
                .filter(offer.methods()::contains)
                .findFirst();
        Optional<Range> range = range(si)
                .filter(wanted -> wanted.isWhole() || offer.file().ranged())
                .filter(wanted -> wanted.bytesOf(offer.file().size()).isPresent());
        return method.flatMap(chosen -> range.map(wanted -> new Answer(chosen, wanted)));
    }

    /** @return the whole file if there is no range; empty if it is none */
    private static Optional<Range> range(Element si) {
        List<Element> ranges = FileDescription.files(si).stream()
                .flatMap(file -> FileDescription.child(file, "range").stream())
                .toList();
        return ranges.isEmpty() ? Optional.of(Range.WHOLE) : Range.read(ranges.get(0));
    }

    /** @return the result, in the name of exactly the address that was asked */
    public IQ toIq(IQ offer) {
        IQ result = IQ.createResultIQ(offer);
        Element si = DocumentHelper.createElement(Offer.SI); // no attributes (XEP-0095 §4.1)
        if (!range.isWhole()) {
            si.add(FileDescription.answer(range));
        }
        si.add(MethodNegotiation.choice(method));
        result.setChildElement(si);
        return result;
    }
}
