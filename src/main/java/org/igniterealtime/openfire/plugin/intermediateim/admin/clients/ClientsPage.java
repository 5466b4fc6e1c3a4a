package org.igniterealtime.openfire.plugin.intermediateim.admin.clients;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.servlet.ServletException;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.Part;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Upload;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapabilitiesSettings;
import org.igniterealtime.openfire.plugin.intermediateim.caps.CapsCounters;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.EnrichedClients.EnrichedClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients;
import org.igniterealtime.openfire.plugin.intermediateim.caps.OnlineClients.OnlineClient;
import org.igniterealtime.openfire.plugin.intermediateim.caps.query.CapsMismatches;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsArchive.ArchiveException;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsFile;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsFiles;
import org.igniterealtime.openfire.plugin.intermediateim.caps.store.CapsStore;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.CapsKey;
import org.igniterealtime.openfire.plugin.intermediateim.caps.verification.VerificationResult.Verified;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.runtime.Quantities;
import org.jivesoftware.util.JiveGlobals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients: which are in use, who can do what, what the cache has saved, who lies; and the cache itself. */
public final class ClientsPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    private static final Logger Log = LoggerFactory.getLogger(ClientsPage.class);

    private final transient PluginProperties properties;
    private final transient Sources sources;

    /** What the page reads from. */
    public record Sources(
            CapsStore store,
            OnlineClients clients,
            EnrichedClients enriched,
            CapsCounters counters,
            CapsMismatches mismatches) {}

    public ClientsPage(PluginProperties properties, Sources sources) {
        super(
                "clients",
                PageSettings.in(properties)
                        .group("", CapabilitiesSettings.ANSWER, CapabilitiesSettings.ENTRIES)
                        .group("enrich", CapabilitiesSettings.ENRICH_FILES, CapabilitiesSettings.ENRICH_RICH_TEXT));
        this.properties = properties;
        this.sources = sources;
    }

    @Override
    public Object show(HttpServletRequest request) {
        boolean everybody = "all".equals(request.getParameter("who"));
        List<OnlineClient> clients = sources.clients()
                .clients()
                .filter(client -> everybody || client.local())
                .collect(Collectors.toList());
        List<EnrichedClient> enriched = sources.enriched().enriched();
        return new ClientsContent(
                properties.settings().get(CapabilitiesSettings.ENABLED),
                ClientsContent.Use.of(clients, enriched, everybody, text(request, "without"), text(request, "user")),
                ClientsContent.EnrichedRow.of(enriched),
                ClientsContent.Cache.of(
                        sources.counters().counts(),
                        sources.store(),
                        text(request, "q"),
                        new Quantities(JiveGlobals.getLocale())),
                sources.mismatches().latest().stream()
                        .map(ClientsContent.MismatchRow::of)
                        .toList());
    }

    @Override
    public boolean download(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"zip".equals(request.getParameter("export"))) {
            return false;
        }
        response.setContentType("application/zip");
        response.setHeader("Content-Disposition", "attachment; filename=\"capabilities.zip\"");
        response.setHeader("Cache-Control", "no-store");
        CapsFiles.writeZip(
                response.getOutputStream(),
                sources.store().all().stream()
                        .map(kept -> CapsFile.of(kept.announcement(), kept.info()))
                        .toList());
        return true;
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        try {
            switch (String.valueOf(Upload.parameter(request, "action"))) {
                case "purge" -> purge(request);
                case "purge-all" -> purgeAll(request);
                case "import" -> read(request);
                default -> say(request, "error", "intermediateim.console.unknown-action");
            }
        } catch (ArchiveException e) {
            Log.error("Capabilities could not be deleted from the database", e);
            say(request, "error", "intermediateim.clients.purge.failed");
        } catch (IOException | ServletException e) {
            Log.debug("A file could not be read", e);
            say(request, "error", "intermediateim.clients.import.unreadable");
        }
        return Optional.empty();
    }

    private void purge(HttpServletRequest request) {
        CapsKey key = new CapsKey(text(request, "hash"), text(request, "ver"));
        sources.store().purge(key);
        audit(request, "deleted capabilities", key.hash() + " " + key.ver());
        say(request, "success", "intermediateim.clients.purge.done");
    }

    private void purgeAll(HttpServletRequest request) {
        if (request.getParameter("sure") == null) {
            say(request, "error", "intermediateim.clients.purge.not-sure");
            return;
        }
        sources.store().purgeAll();
        audit(request, "deleted all capabilities", "");
        say(request, "success", "intermediateim.clients.purge.all-done");
    }

    /** Takes what verifies; who made the file need not be trusted. */
    private void read(HttpServletRequest request) throws IOException, ServletException {
        Optional<Part> zip = Upload.part(request, "file");
        if (zip.isEmpty() || zip.get().getSize() == 0) {
            say(request, "error", "intermediateim.clients.import.unreadable");
            return;
        }
        AtomicInteger files = new AtomicInteger();
        AtomicInteger verified = new AtomicInteger();
        try (InputStream in = new BufferedInputStream(zip.get().getInputStream())) {
            CapsFiles.readZip(in, file -> {
                files.incrementAndGet();
                if (isVerified(file)) {
                    verified.incrementAndGet();
                }
            });
        } finally {
            zip.get().delete();
        }
        audit(request, "imported capabilities", verified + " of " + files);
        if (files.get() == 0) {
            say(request, "error", "intermediateim.clients.import.unreadable");
        } else {
            say(request, "success", "intermediateim.clients.import.done", verified + " / " + files);
        }
    }

    private boolean isVerified(CapsFile file) {
        return file.announcement().isPresent()
                && file.query()
                        .filter(query ->
                                sources.store().offer(file.announcement().get(), query) instanceof Verified)
                        .isPresent();
    }
}
