package org.igniterealtime.openfire.plugin.intermediateim.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsFile;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsFiles;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsVerifier;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Refused;

/**
 * {@code bin/caps-verify DIR}: verifies a folder, or a zip, of disco#info answers named
 * {@code <hash>_<node>#<ver>.xml}. Writes a line for each: {@code verified} or why not, a tab, and the file's name.
 * Exit status 0 if all are verified, 1 if any is not, 2 if there is nothing to verify, 64 if it was called otherwise.
 */
public final class CapsVerifyCommand {

    private final PrintWriter out;
    private int verified;
    private int refused;

    CapsVerifyCommand(PrintWriter out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: bin/caps-verify DIR");
            System.exit(64);
        }
        int status;
        try (PrintWriter out = new PrintWriter(new BufferedWriter(new OutputStreamWriter(System.out, UTF_8)))) {
            CapsVerifyCommand command = new CapsVerifyCommand(out);
            status = command.verify(Path.of(args[0]));
            System.err.printf("%d files verified, %d files rejected%n", command.verified, command.refused);
        } catch (IOException e) {
            System.err.println("Cannot read " + args[0] + ": " + e.getMessage());
            status = 2;
        }
        System.exit(status);
    }

    /** @return the exit status */
    int verify(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            CapsFiles.readFolder(folder, this::verify);
        } else {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(folder))) {
                CapsFiles.readZip(in, this::verify);
            }
        }
        if (refused > 0) {
            return 1;
        }
        return verified > 0 ? 0 : 2;
    }

    private void verify(CapsFile file) {
        String result = result(file);
        if (result.equals("verified")) {
            verified++;
        } else {
            refused++;
        }
        out.println(result + "\t" + file.name());
    }

    private static String result(CapsFile file) {
        if (!file.isNamedSo()) {
            return "not named <hash>_<node>#<ver>.xml";
        }
        return file.query()
                .map(query -> CapsVerifier.verify(file.announcement().orElseThrow(), query))
                .map(CapsVerifyCommand::words)
                .orElse("not well-formed XML, or too large");
    }

    private static String words(VerificationResult verdict) {
        return verdict instanceof Refused refused
                ? refused.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : "verified";
    }
}
