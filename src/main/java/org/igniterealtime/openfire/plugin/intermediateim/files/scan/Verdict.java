package org.igniterealtime.openfire.plugin.intermediateim.files.scan;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the scanner says about a file. */
public sealed interface Verdict {

    /** All of it was scanned and nothing was found. */
    record Clean() implements Verdict {

        @Override
        public void accept(Handler handler) {
            handler.clean();
        }
    }

    /**
     * @param finding what was found, as the scanner calls it: printable ASCII, at most {@value #MAX_FINDING} characters
     */
    record Infected(String finding) implements Verdict {

        @Override
        public void accept(Handler handler) {
            handler.infected(finding);
        }
    }

    /** It is more than the scanner takes, also because of what is packed in it. Not all of it was scanned. */
    record TooLarge() implements Verdict {

        @Override
        public void accept(Handler handler) {
            handler.tooLarge();
        }
    }

    /** Does what a verdict asks for. */
    interface Handler {

        void clean();

        void infected(String finding);

        void tooLarge();
    }

    int MAX_FINDING = 200;

    Pattern FOUND = Pattern.compile("stream: (.*) FOUND");

    void accept(Handler handler);

    /**
     * @param reply of clamd to INSTREAM
     * @throws IOException if it has not scanned the file, with what it says
     */
    static Verdict read(String reply) throws IOException {
        if (reply.equals("stream: OK")) {
            return new Clean();
        }
        Matcher found = FOUND.matcher(reply);
        if (found.matches()) {
            String finding = printable(found.group(1));
            // with AlertExceedsMax: a limit of clamd's own, which is no infection
            return finding.startsWith("Heuristics.Limits.Exceeded") ? new TooLarge() : new Infected(finding);
        }
        if (reply.startsWith("INSTREAM size limit exceeded")) {
            return new TooLarge();
        }
        throw new IOException(reply.isEmpty() ? "no reply" : "the scanner says: " + printable(reply));
    }

    /** @return without characters that could do harm where it is shown, and not too long */
    static String printable(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() <= MAX_FINDING ? printable : printable.substring(0, MAX_FINDING);
    }
}
