package org.igniterealtime.openfire.plugin.intermediateim.admin.overview;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.servlet.http.HttpServletRequest;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ConsolePage;
import org.igniterealtime.openfire.plugin.intermediateim.admin.PageSettings;
import org.igniterealtime.openfire.plugin.intermediateim.admin.Sentence;
import org.igniterealtime.openfire.plugin.intermediateim.admin.ServerChecks;
import org.igniterealtime.openfire.plugin.intermediateim.admin.SettingsPage;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginCopies;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.PluginProperties;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.ServiceSettings;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.Services;
import org.igniterealtime.openfire.plugin.intermediateim.openfire.UserProperties;
import org.igniterealtime.openfire.plugin.intermediateim.stanza.Feature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Overview: what the plugin is, what its features have done, its addresses; switches, and the way to remove all data.
 */
public final class OverviewPage extends SettingsPage {

    private static final long serialVersionUID = 1L;

    private static final Logger Log = LoggerFactory.getLogger(OverviewPage.class);

    private final transient PluginCopies copies;
    private final transient PluginProperties properties;
    private final transient UserProperties choices;
    private final transient List<Feature> features;
    private final transient Services services;
    private final transient ServerChecks checks;
    private final transient Map<String, ConsolePage> pages;

    /**
     * @param copies  this copy of the plugin, and those that stand by
     * @param choices of users
     * @param pages   the page of each feature that has one, by the feature's name
     */
    public OverviewPage(
            PluginCopies copies,
            PluginProperties properties,
            ServerChecks checks,
            UserProperties choices,
            List<Feature> features,
            Services services,
            Map<String, ConsolePage> pages) {
        super(
                "overview",
                PageSettings.in(properties)
                        .group("", ServiceSettings.SUBDOMAIN)
                        .check(ServiceSettings.SUBDOMAIN, checks.freeSubdomain(ServiceSettings.SUBDOMAIN)));
        this.copies = copies;
        this.properties = properties;
        this.choices = choices;
        this.features = features;
        this.services = services;
        this.checks = checks;
        this.pages = Map.copyOf(pages);
    }

    @Override
    public List<Sentence> troubles() {
        List<Sentence> troubles = new ArrayList<>(checks.unregistered(ServiceSettings.SUBDOMAIN));
        pages.values().forEach(page -> troubles.addAll(page.troubles()));
        return troubles;
    }

    @Override
    public Object show(HttpServletRequest request) {
        boolean lookUpNames = "names".equals(request.getParameter("check"));
        return new OverviewContent(
                copies.own(),
                List.copyOf(copies.others()),
                features.stream()
                        .map(f -> OverviewContent.FeatureRow.of(f, properties.isOn(f.name()), pageOf(f)))
                        .toList(),
                services.addresses().stream()
                        .map(a -> OverviewContent.AddressRow.of(a, lookUpNames))
                        .toList());
    }

    private String pageOf(Feature feature) {
        return pages.containsKey(feature.name()) ? pages.get(feature.name()).name() : null;
    }

    @Override
    protected Optional<Object> perform(HttpServletRequest request) {
        String action = String.valueOf(request.getParameter("action"));
        switch (action) {
            case "switch" -> switchFeature(request);
            case "delete" -> deleteEverything(request);
            default -> say(request, "error", "intermediateim.console.unknown-action");
        }
        return Optional.empty();
    }

    private void switchFeature(HttpServletRequest request) {
        boolean on = Boolean.parseBoolean(request.getParameter("on"));
        for (Feature feature : features) {
            if (feature.name().equals(request.getParameter("feature"))) {
                properties.set(properties.switchOf(feature.name()), on);
                audit(request, "switched " + feature.name() + (on ? " on" : " off"), "");
                sayInEffect(
                        request, on ? "intermediateim.overview.switched-on" : "intermediateim.overview.switched-off");
                return;
            }
        }
        say(request, "error", "intermediateim.console.unknown-action");
    }

    private void deleteEverything(HttpServletRequest request) {
        if (request.getParameter("sure") == null) {
            say(request, "error", "intermediateim.overview.delete.not-sure");
            return;
        }
        boolean all = true;
        for (Feature feature : features) {
            all &= deleted(feature.name(), feature::forgetAll);
        }
        all &= deleted("users", choices::deleteAll);
        properties.deleteAll();
        audit(request, "deleted all data and settings of the plugin", "");
        if (all) {
            say(request, "success", "intermediateim.overview.delete.done");
        } else {
            say(request, "error", "intermediateim.overview.delete.not-all");
        }
    }

    private interface Deletion {

        void run() throws SQLException;
    }

    private static boolean deleted(String whose, Deletion deletion) {
        try {
            deletion.run();
            return true;
        } catch (SQLException | RuntimeException e) {
            Log.error("The data of {} could not be deleted", whose, e);
            return false;
        }
    }
}
