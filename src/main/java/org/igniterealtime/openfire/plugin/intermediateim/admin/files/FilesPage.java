package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.files.FileSettings;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;

/** Files: what is taken and kept for users who are away. */
public final class FilesPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    private final transient PluginProperties properties;
    private final transient ServerChecks checks;
    private final transient FileStore store;
    private final transient String domain;
    private final transient BooleanSupplier isDirectoryInUse;

    /**
     * @param domain           of the server
     * @param isDirectoryInUse whether files are in the directory that is set
     */
    public FilesPage(
            PluginProperties properties,
            ServerChecks checks,
            FileStore store,
            String domain,
            BooleanSupplier isDirectoryInUse) {
        super(
                "files",
                PageSettings.in(properties)
                        .group(
                                "who",
                                FileSettings.ENABLED,
                                FileSettings.SUBDOMAIN,
                                FileSettings.SENDERS,
                                FileSettings.RECEIPTS)
                        .group(
                                "limits",
                                FileSettings.FILE_MIB,
                                FileSettings.INBOX_MIB,
                                FileSettings.INBOX_FILES,
                                FileSettings.SENDER_MIB,
                                FileSettings.SENDER_FILES,
                                FileSettings.ALLOWED_TYPES,
                                FileSettings.REFUSED_TYPES)
                        .group(
                                "storage",
                                FileSettings.DIRECTORY,
                                FileSettings.TOTAL_MIB,
                                FileSettings.FREE_MIB,
                                FileSettings.RETENTION_DAYS)
                        .check(FileSettings.SUBDOMAIN, checks.freeSubdomain(FileSettings.SUBDOMAIN)));
        this.properties = properties;
        this.checks = checks;
        this.store = store;
        this.domain = domain;
        this.isDirectoryInUse = isDirectoryInUse;
    }

    @Override
    public List<Sentence> troubles() {
        List<Sentence> troubles = new ArrayList<>(checks.unregistered(FileSettings.SUBDOMAIN));
        if (!isDirectoryInUse.getAsBoolean()) {
            troubles.add(new Sentence("intermediateim.files.directory-later"));
        }
        if (properties.settings().get(FileSettings.ENABLED) && store.isTroubled()) {
            troubles.add(new Sentence("intermediateim.files.not-stored"));
        }
        return troubles;
    }

    @Override
    public Object show(HttpServletRequest request) {
        Settings settings = properties.settings();
        return new FilesContent(
                settings.get(FileSettings.ENABLED), settings.get(FileSettings.SUBDOMAIN) + "." + domain);
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        say(request, "error", "intermediateim.console.unknown-action");
        return Optional.empty();
    }
}
