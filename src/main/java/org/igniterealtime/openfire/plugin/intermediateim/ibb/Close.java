package org.igniterealtime.openfire.plugin.intermediateim.ibb;

import java.util.List;
import org.dom4j.DocumentHelper;
import org.dom4j.QName;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Ended;
import org.igniterealtime.openfire.plugin.intermediateim.ibb.IbbOutput.Send;
import org.xmpp.packet.IQ;

/**
 * The end of a stream that this side closes: {@code <close/>} is sent, and the stream is over with whatever the peer
 * says to it (XEP-0047 §2.3). Some clients never answer, so silence will do as well.
 *
 * @param end what the stream has come to before
 * @param id  of the IQ
 */
record Close(IbbStream stream, String id, IbbEnd end) {

    private static final QName CLOSE = QName.get("close", IbbStream.NAMESPACE);

    Send request() {
        IQ close = new IQ(IQ.Type.set, id);
        close.setFrom(stream.own());
        close.setTo(stream.peer());
        close.setChildElement(DocumentHelper.createElement(CLOSE).addAttribute("sid", stream.sid()));
        return new Send(close);
    }

    boolean isAnsweredBy(IQ answer) {
        return answer.isResponse() && id.equals(answer.getID()) && stream.peer().equals(answer.getFrom());
    }

    List<IbbOutput> over() {
        return List.of(new Ended(end));
    }
}
