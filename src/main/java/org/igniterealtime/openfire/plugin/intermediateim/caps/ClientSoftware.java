package org.igniterealtime.openfire.plugin.intermediateim.caps;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.Announcement;
import org.igniterealtime.openfire.plugin.intermediateim.disco.DiscoInfo;
import org.igniterealtime.openfire.plugin.intermediateim.form.Field;

/**
 * What a client is, by its own words; each part empty if it does not tell.
 *
 * @param system operating system, with its version
 */
public record ClientSoftware(String name, String version, String system) {

    private static final String SOFTWARE_INFO = "urn:xmpp:dataforms:softwareinfo"; // XEP-0232
    private static final Pattern WITH_VERSION = Pattern.compile("(.*?)[\\s/_-]+v?(\\d[\\w.+~-]*)");

    /**
     * Takes the best there is: its form (XEP-0232), what it has told the server (XEP-0092), the name of its identity,
     * the node it announces.
     */
    public static ClientSoftware of(OnlineClient client) {
        String fromName =
                client.capabilities().flatMap(ClientSoftware::identityName).orElse("");
        Matcher withVersion = WITH_VERSION.matcher(fromName);
        boolean split = withVersion.matches();
        ClientSoftware guessed =
                new ClientSoftware(split ? withVersion.group(1) : fromName, split ? withVersion.group(2) : "", "");
        ClientSoftware told =
                client.told().filter(software -> !software.name().isEmpty()).orElse(guessed);
        String name = told(client, "software").orElse(told.name());
        String version = told(client, "software_version").orElse(told.version());
        String system = told(client, "os")
                .map(os -> (os + " " + told(client, "os_version").orElse("")).strip())
                .orElse(client.told().map(ClientSoftware::system).orElse(""));
        return new ClientSoftware(
                name.isEmpty() ? client.announcement().map(Announcement::node).orElse("") : name, version, system);
    }

    private static Optional<String> identityName(DiscoInfo info) {
        return info.identities().stream()
                .filter(identity -> identity.category().equals("client"))
                .map(DiscoInfo.Identity::name)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static Optional<String> told(OnlineClient client, String field) {
        return client.capabilities().stream()
                .flatMap(info -> info.forms().stream())
                .filter(form -> form.formType().filter(SOFTWARE_INFO::equals).isPresent())
                .map(form -> form.field(field))
                .flatMap(Optional::stream)
                .map(Field::value)
                .flatMap(Optional::stream)
                .map(String::strip)
                .findFirst();
    }
}
