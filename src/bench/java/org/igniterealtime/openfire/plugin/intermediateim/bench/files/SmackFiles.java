package org.igniterealtime.openfire.plugin.intermediateim.bench.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.igniterealtime.openfire.plugin.intermediateim.testing.EmbeddedOpenfire;
import org.igniterealtime.openfire.plugin.intermediateim.testing.SmackClient;
import org.jivesoftware.smack.XMPPConnection;
import org.jivesoftware.smackx.bytestreams.ibb.InBandBytestreamManager;
import org.jivesoftware.smackx.filetransfer.FileTransferManager;
import org.jivesoftware.smackx.filetransfer.FileTransferNegotiator;
import org.jivesoftware.smackx.filetransfer.FileTransferRequest;
import org.jxmpp.jid.impl.JidCreate;

/** Two clients of Smack's, of which one sends in-band and the other takes what is sent. */
final class SmackFiles implements AutoCloseable {

    private static final int LIMIT_SECONDS = 60;

    private final SmackClient sender;
    private final SmackClient receiver;
    private final String dropBox;
    private final byte[] content;
    private final BlockingQueue<FileTransferRequest> requests = new LinkedBlockingQueue<>();

    /** @param bytes of each file */
    SmackFiles(EmbeddedOpenfire openfire, String senderName, String receiverName, int bytes, int blockBytes)
            throws Exception {
        FileTransferNegotiator.IBB_ONLY = true;
        sender = SmackClient.login(openfire, senderName, new PromptSockets());
        receiver = SmackClient.login(openfire, receiverName, new PromptSockets());
        InBandBytestreamManager.getByteStreamManager(sender.connection()).setDefaultBlockSize(blockBytes);
        FileTransferManager.getInstanceFor(receiver.connection()).addFileTransferListener(requests::add);
        dropBox = receiverName + "@files." + EmbeddedOpenfire.DOMAIN + "/inbox";
        content = new byte[bytes];
        new Random(bytes).nextBytes(content);
    }

    XMPPConnection senderConnection() {
        return sender.connection();
    }

    XMPPConnection receiverConnection() {
        return receiver.connection();
    }

    /** @param sender seconds that it took the sender. @param receiver seconds that it took the receiver */
    record Times(double sender, double receiver) {}

    /** Passes a file from one client to the other. */
    Times pass() throws Exception {
        CompletableFuture<Double> taken = CompletableFuture.supplyAsync(() -> {
            try {
                return take();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        double sent = sendTo(receiver.jid());
        return new Times(sent, taken.get(LIMIT_SECONDS, TimeUnit.SECONDS));
    }

    /** Sends a file to the receiver's drop box. @return seconds from the end of the negotiation until it is closed */
    double send() throws Exception {
        return sendTo(dropBox);
    }

    private double sendTo(String address) throws Exception {
        OutputStream out = FileTransferManager.getInstanceFor(sender.connection())
                .createOutgoingFileTransfer(JidCreate.entityFullFrom(address))
                .sendFile("bench", content.length, "bench");
        long start = System.nanoTime();
        out.write(content);
        out.close();
        return (System.nanoTime() - start) * 1e-9;
    }

    /**
     * Takes the file that was sent before, or is sent next. @return seconds from the end of the negotiation until the
     * last byte
     */
    double take() throws Exception {
        FileTransferRequest request = requests.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (request == null) {
            throw new IOException("no file was offered");
        }
        InputStream in = request.accept().receiveFile();
        long start = System.nanoTime();
        byte[] received = in.readNBytes(content.length);
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (!Arrays.equals(received, content)) {
            throw new IOException("other bytes were received than were sent");
        }
        CompletableFuture.runAsync(() -> finish(in));
        return seconds;
    }

    /** Smack looks for the end of a stream once per second. */
    private static void finish(InputStream in) {
        try (in) {
            in.read();
        } catch (IOException e) {
            // Smack closes a stream in-band that its peer has closed, and is told that there is none
        }
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
