package org.igniterealtime.openfire.plugin.intermediateim.admin.files;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Confirmation;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ResultPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.TopRows;
import org.igniterealtime.openfire.plugin.intermediateim.files.FileSettings;
import org.igniterealtime.openfire.plugin.intermediateim.files.delivery.ReceivePreferences;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkSelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.files.links.LinkSettings;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileCatalogue.CatalogueException;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileContent;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileId;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.FileState;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.LiveTransfer;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.ReceiveBy;
import org.igniterealtime.openfire.plugin.intermediateim.files.model.StoredFile;
import org.igniterealtime.openfire.plugin.intermediateim.files.scan.Scanning;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.FileStore;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Limits;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.Quotas;
import org.igniterealtime.openfire.plugin.intermediateim.files.store.StoreSelfTest;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.QuotedText;
import org.igniterealtime.openfire.plugin.intermediateim.settings.Settings;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xmpp.packet.JID;

/** Files: what is taken and kept for users who are away, whether that works, and its settings. */
public final class FilesPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    private static final Logger Log = LoggerFactory.getLogger(FilesPage.class);

    /** How long a browser waits for what other threads do. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Of the parameters by which files are searched; those of inboxes have none. */
    private static final String OF_FILES = "file-";
    /** Of the parameters of files that are kept back. */
    private static final String OF_KEPT_BACK = "kept-";

    private static final Set<FileState> KEPT_BACK = Set.of(FileState.HELD, FileState.DETECTED, FileState.INFECTED);

    /**
     * What the page shows and does things with.
     *
     * @param linkBase what links begin with; empty while nothing can be downloaded
     * @param live   the transfers that are going on
     * @param preferences how users have chosen to get files
     * @param domain of the server
     */
    public record Sources(
            FileStore store,
            FileCatalogue catalogue,
            Quotas quotas,
            StoreSelfTest selfTest,
            Scanning scanning,
            Supplier<Optional<String>> linkBase,
            Supplier<? extends CompletionStage<List<LiveTransfer>>> live,
            ReceivePreferences preferences,
            String domain) {}

    private final transient PluginProperties properties;
    private final transient ServerChecks checks;
    private final transient Sources sources;
    private final transient Clock clock;

    public FilesPage(PluginProperties properties, ServerChecks checks, Sources sources, Clock clock) {
        super(
                "files",
                PageSettings.in(properties)
                        .group(
                                "who",
                                FileSettings.ENABLED,
                                FileSettings.SUBDOMAIN,
                                FileSettings.SENDERS,
                                FileSettings.TAKE_FOR_CLIENTS,
                                FileSettings.OFFER_LINKS,
                                FileSettings.RECEIPTS,
                                FileSettings.ROSTER_GROUPS)
                        .group(
                                "limits",
                                FileSettings.FILE_MIB,
                                FileSettings.INBOX_MIB,
                                FileSettings.INBOX_FILES,
                                FileSettings.SENDER_MIB,
                                FileSettings.SENDER_FILES,
                                FileSettings.IN_BAND_RATE,
                                FileSettings.ALLOWED_TYPES,
                                FileSettings.REFUSED_TYPES)
                        .group("direct", FileSettings.DIRECT, FileSettings.DIRECT_NETWORKS)
                        .group(
                                "storage",
                                FileSettings.DIRECTORY,
                                FileSettings.TOTAL_MIB,
                                FileSettings.FREE_MIB,
                                FileSettings.RETENTION_DAYS)
                        .group(
                                "scanner",
                                FileSettings.SCANNER,
                                FileSettings.SCANNER_MIB,
                                FileSettings.SCANNER_LARGER,
                                FileSettings.SCANNER_DOWN)
                        .group(
                                "links",
                                LinkSettings.ENABLED,
                                LinkSettings.BASE_URL,
                                LinkSettings.BEHIND_TLS_PROXY,
                                LinkSettings.EXPIRY_HOURS,
                                LinkSettings.DOWNLOADS,
                                LinkSettings.DOWNLOADS_PER_ADDRESS)
                        .check(FileSettings.SUBDOMAIN, checks.freeSubdomain(FileSettings.SUBDOMAIN))
                        .check(FileSettings.ROSTER_GROUPS, checks.existingGroups()));
        this.properties = properties;
        this.checks = checks;
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public List<Sentence> troubles() {
        List<Sentence> troubles = new ArrayList<>(checks.unregistered(FileSettings.SUBDOMAIN));
        if (properties.settings().get(FileSettings.ENABLED) && sources.store().isTroubled()) {
            troubles.add(new Sentence("intermediateim.files.not-stored"));
        }
        if (sources.scanning().isDown()) {
            troubles.add(new Sentence("intermediateim.files.scanner-down"));
        }
        return troubles;
    }

    private boolean wantsLinks() {
        Settings settings = properties.settings();
        return settings.get(FileSettings.ENABLED) && settings.get(LinkSettings.ENABLED);
    }

    @Override
    public Object show(HttpServletRequest request) {
        Settings settings = properties.settings();
        Quantities quantities = new Quantities(JiveGlobals.getLocale());
        List<FindingRow> findings = findings(request, quantities); // first, since files may be found by it
        return new FilesContent(
                settings.get(FileSettings.ENABLED),
                settings.get(FileSettings.SUBDOMAIN) + "." + sources.domain(),
                live(quantities),
                stored(request, quantities),
                choices(),
                wantsLinks() ? sources.linkBase().get().orElse("") : null,
                findings);
    }

    private TopRows<LiveRow> live(Quantities quantities) {
        Instant now = clock.instant();
        return done(sources.live().get())
                .map(transfers -> TopRows.of(transfers, each -> LiveRow.of(each, quantities, now)))
                .orElse(null);
    }

    private TopRows<ReceiveRow> choices() {
        return done(sources.preferences().chosen())
                .map(chosen -> TopRows.of(List.copyOf(chosen.entrySet()), ReceiveRow::of))
                .orElse(null);
    }

    private FilesContent.Stored stored(HttpServletRequest request, Quantities quantities) {
        Limits limits = sources.quotas().limits();
        try {
            return new FilesContent.Stored(
                    inboxes(text(request, "q"), pageNumber(request, "p"), limits, quantities),
                    files(text(request, OF_FILES + "q"), pageNumber(request, OF_FILES + "p"), quantities),
                    keptBack(pageNumber(request, OF_KEPT_BACK + "p"), quantities),
                    unreachable(quantities),
                    quantities.bytes(sources.quotas().totalBytes()),
                    quantities.bytes(limits.totalBytes()));
        } catch (CatalogueException e) {
            Log.warn("What is known about files could not be read", e);
            return null;
        }
    }

    private ResultPage<InboxRow> inboxes(String search, int number, Limits limits, Quantities quantities) {
        FileCatalogue.Inboxes found =
                sources.catalogue().inboxes(search, (number - 1) * ResultPage.ROWS, ResultPage.ROWS);
        return new ResultPage<>(search, found.inboxes(), found.total(), number)
                .map(inbox -> InboxRow.of(inbox, limits, quantities));
    }

    private ResultPage<FileRow> files(String search, int number, Quantities quantities) {
        FileCatalogue.Page found = sources.catalogue().search(search, (number - 1) * ResultPage.ROWS, ResultPage.ROWS);
        return new ResultPage<>(search, found.files(), found.total(), number).map(file -> row(file, quantities));
    }

    private ResultPage<FileRow> keptBack(int number, Quantities quantities) {
        FileCatalogue.Page found = sources.catalogue().page(KEPT_BACK, (number - 1) * ResultPage.ROWS, ResultPage.ROWS);
        return new ResultPage<>("", found.files(), found.total(), number).map(file -> row(file, quantities));
    }

    private FileRow row(StoredFile file, Quantities quantities) {
        return FileRow.of(file, quantities, sources.store().isReachable(file.directory()));
    }

    private List<UnreachableRow> unreachable(Quantities quantities) {
        return sources.catalogue().places().stream()
                .filter(place -> !sources.store().isReachable(place.directory()))
                .map(place -> UnreachableRow.of(place, quantities))
                .toList();
    }

    private List<FindingRow> findings(HttpServletRequest request, Quantities quantities) {
        if (!text(request, "test").equals("now")) {
            return List.of();
        }
        done(sources.store().findLost().thenApply(nothing -> true));
        Limits limits = sources.quotas().limits();
        return Stream.concat(
                        sources.selfTest().run().stream().map(finding -> FindingRow.of(finding, limits, quantities)),
                        Stream.concat(
                                sources.scanning().test().stream().map(FindingRow::of),
                                Stream.of(sources.linkBase())
                                        .filter(base -> wantsLinks())
                                        .map(base -> FindingRow.of(new LinkSelfTest(base).run()))))
                .toList();
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        try {
            switch (text(request, "action")) {
                case "delete" -> {
                    return delete(request);
                }
                case "release" -> {
                    return release(request);
                }
                case "delete-all" -> {
                    return deleteAll(request);
                }
                case "forget" -> forgetChoice(request);
                default -> say(request, "error", "intermediateim.console.unknown-action");
            }
        } catch (CatalogueException e) {
            Log.warn("Files could not be deleted or released", e);
            say(request, "error", "intermediateim.files.unreadable");
        }
        return Optional.empty();
    }

    private Optional<StoredFile> wantedFile(HttpServletRequest request) {
        return Optional.of(text(request, "id"))
                .filter(FileId::isValid)
                .flatMap(id -> sources.catalogue().find(new FileId(id)));
    }

    private Optional<Object> release(HttpServletRequest request) {
        Optional<StoredFile> file = wantedFile(request).filter(each -> KEPT_BACK.contains(each.state()));
        if (file.isEmpty()) {
            say(request, "error", "intermediateim.files.not-kept-back");
            return Optional.empty();
        }
        String name = file.get().offer().name().text();
        String sender = file.get().offer().sender().toBareJID();
        String owner = file.get().offer().owner().toString();
        String finding = file.get().content().flatMap(FileContent::finding).orElse("");
        if (!Confirmation.isGiven(request)) {
            Object[] values = {QuotedText.of(name), sender, owner, finding};
            String question = "intermediateim.files.release.sure" + (finding.isEmpty() ? "" : ".infected");
            return Optional.of(new Confirmation(
                    name(), "release", Map.of("id", file.get().id().hex()), new Sentence(question, values)));
        }
        audit(
                request,
                "released a file",
                name + " from " + sender + " to " + owner + (finding.isEmpty() ? "" : ", infected with " + finding));
        Optional<Boolean> released = done(sources.scanning().release(file.get()));
        if (released.isEmpty()) {
            say(request, "error", "intermediateim.files.not-released");
        } else if (released.get()) {
            say(request, "success", "intermediateim.files.released");
        } else {
            say(request, "error", "intermediateim.files.not-kept-back");
        }
        return Optional.empty();
    }

    private Optional<Object> delete(HttpServletRequest request) {
        Optional<StoredFile> file = wantedFile(request);
        if (file.isEmpty()) {
            say(request, "error", "intermediateim.files.gone");
            return Optional.empty();
        }
        String name = file.get().offer().name().text();
        String sender = file.get().offer().sender().toBareJID();
        String owner = file.get().offer().owner().toString();
        if (!Confirmation.isGiven(request)) {
            return Optional.of(new Confirmation(
                    name(),
                    "delete",
                    Map.of("id", file.get().id().hex()),
                    new Sentence("intermediateim.files.delete.sure", QuotedText.of(name), sender, owner)));
        }
        audit(request, "deleted a file", name + " from " + sender + " to " + owner);
        sayDone(request, sources.store().delete(file.get().id()), "intermediateim.files.deleted");
        return Optional.empty();
    }

    private Optional<Object> deleteAll(HttpServletRequest request) {
        String owner = text(request, "user");
        Optional<JID> user = readUser(owner);
        if (user.isEmpty()) {
            say(request, "error", "intermediateim.files.gone");
            return Optional.empty();
        }
        if (!Confirmation.isGiven(request)) {
            return Optional.of(new Confirmation(
                    name(),
                    "delete-all",
                    Map.of("user", owner),
                    new Sentence("intermediateim.files.delete-all.sure", owner)));
        }
        audit(request, "deleted all files for a user", owner);
        sayDone(request, sources.store().deleteOf(user.get()), "intermediateim.files.deleted-all");
        return Optional.empty();
    }

    private void forgetChoice(HttpServletRequest request) {
        String user = text(request, "user");
        Optional<Map<String, ReceiveBy>> chosen = done(sources.preferences().chosen());
        if (chosen.isPresent() && !chosen.get().containsKey(user)) {
            say(request, "error", "intermediateim.files.choices.unknown", user);
            return;
        }
        Optional<Boolean> deleted = chosen.flatMap(all -> done(sources.preferences()
                .set(new JID(user, sources.domain(), null, true), ReceiveBy.OFFER)
                .thenApply(nothing -> true)));
        if (deleted.isEmpty()) {
            say(request, "error", "intermediateim.files.choices.failed", user);
            return;
        }
        audit(request, "deleted a choice of how to get files", user);
        say(request, "success", "intermediateim.files.choices.deleted", user);
    }

    private static Optional<JID> readUser(String text) {
        try {
            return Optional.of(new JID(text)).filter(jid -> jid.getNode() != null);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void sayDone(HttpServletRequest request, CompletionStage<Void> deletion, String key) {
        if (done(deletion.thenApply(nothing -> true)).isPresent()) {
            say(request, "success", key);
        } else {
            say(request, "error", "intermediateim.files.not-deleted");
        }
    }

    /** @return what the stage has come to; empty if it has failed or takes too long */
    private static <T> Optional<T> done(CompletionStage<T> stage) {
        try {
            return Optional.of(stage.toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty(); // a deletion waits for the database, and is done when that is back
        }
    }
}
