package org.igniterealtime.openfire.plugin.intermediateim.socks5.streamhosts;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which addresses of the proxy are announced to whom. Written as text, a rule per line or between semicolons:
 * <pre>
 * 192.168.0.0/16  192.168.1.5
 * 2001:db8::/32   2001:db8::5    7779
 * any             files.example.org
 * </pre>
 * the requester's network, the host it is told, and the port if that is not the one the proxy listens on. Every rule
 * whose network holds the requester's address counts, in the order written; {@code any} counts for everybody.
 */
public record StreamhostRules(List<Rule> rules) {

    private static final String ANY = "any";

    public StreamhostRules {
        rules = List.copyOf(rules);
    }

    /**
     * One rule.
     *
     * @param network of requesters it holds for; empty for all
     * @param port    empty for the one the proxy listens on
     */
    record Rule(Optional<Network> network, String host, OptionalInt port) {

        boolean holdsFor(Optional<InetAddress> requester) {
            return network.isEmpty() || requester.map(network.get()::contains).orElse(false);
        }
    }

    /**
     * A rule that can't be used.
     *
     * @param number of the rule, from 1
     * @param text   as written
     * @param reason i18n key of what is wrong
     */
    public record Problem(int number, String text, String reason) {}

    /** Rules as far as they can be used, and those that can't. */
    public record Reading(StreamhostRules rules, List<Problem> problems) {

        public Reading {
            problems = List.copyOf(problems);
        }
    }

    public static Reading read(String text) {
        List<Rule> rules = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        int number = 0;
        for (String line : text.split("[;\\r\\n]+")) {
            if (line.isBlank()) {
                continue;
            }
            number++;
            try {
                rules.add(readRule(line.strip().split("\\s+")));
            } catch (UnusableRuleException e) {
                problems.add(new Problem(number, line.strip(), e.getMessage()));
            }
        }
        return new Reading(new StreamhostRules(rules), problems);
    }

    private static Rule readRule(String[] words) throws UnusableRuleException {
        if (words.length < 2 || words.length > 3) {
            throw new UnusableRuleException("intermediateim.problem.streamhost.shape");
        }
        Optional<Network> network = Network.read(words[0]);
        if (network.isEmpty() && !words[0].equalsIgnoreCase(ANY)) {
            throw new UnusableRuleException("intermediateim.problem.streamhost.network");
        }
        String host = HostName.read(words[1])
                .orElseThrow(() -> new UnusableRuleException("intermediateim.problem.streamhost.host"));
        return new Rule(network, host, words.length == 2 ? OptionalInt.empty() : OptionalInt.of(readPort(words[2])));
    }

    private static int readPort(String text) throws UnusableRuleException {
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
        if (port < 1 || port > 65535) {
            throw new UnusableRuleException("intermediateim.problem.streamhost.port");
        }
        return port;
    }

    /** The message is the i18n key. */
    private static final class UnusableRuleException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableRuleException(String key) {
            super(key);
        }
    }

    /**
     * @param requester where the requester connects from; empty if it is not known, as for users of other servers
     * @param port      the one the proxy listens on
     * @return what the requester is told, without doubles; empty if no rule holds
     */
    public List<Streamhost> hostsFor(Optional<InetAddress> requester, int port) {
        return rules.stream()
                .filter(rule -> rule.holdsFor(requester))
                .map(rule -> new Streamhost(rule.host(), rule.port().orElse(port)))
                .distinct()
                .toList();
    }

    /** @return every host that somebody may be told, without doubles */
    public List<Streamhost> allHosts(int port) {
        return rules.stream()
                .map(rule -> new Streamhost(rule.host(), rule.port().orElse(port)))
                .distinct()
                .toList();
    }

    /** @return whether there is no requester without a host */
    boolean applyToEveryRequester() {
        return rules.stream().anyMatch(rule -> rule.network().isEmpty());
    }

    /** @return the rules as text that {@link #read} takes, a line each */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Rule rule : rules) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(rule.network().map(Network::toString).orElse(ANY))
                    .append(' ')
                    .append(rule.host());
            rule.port().ifPresent(port -> text.append(' ').append(port));
        }
        return text.toString();
    }
}
