package org.igniterealtime.openfire.plugin.intermediateim.testing.server.console;

import com.opensymphony.module.sitemesh.HTMLPage;
import com.opensymphony.module.sitemesh.RequestConstants;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.dom4j.Element;
import org.jivesoftware.admin.AdminConsole;

/**
 * Draws Openfire's frame around a page: the sidebar with the pages of all plugins, title and body, in a table with the
 * ids that the consoles of 4.2 and 5.1 have.
 */
public final class DecoratorServlet extends HttpServlet {

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HTMLPage page = (HTMLPage) request.getAttribute(RequestConstants.PAGE);
        PrintWriter out = response.getWriter();
        out.println("<!DOCTYPE html><html lang=\"en\"><head><title>" + page.getTitle() + "</title>");
        out.println("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        out.println("<link rel=\"stylesheet\" href=\"/style/console.css\">");
        out.println(page.getHead());
        out.println("</head><body><header id=\"jive-header\"><strong>Openfire</strong> "
                + AdminConsole.getVersionString() + "</header>");
        out.println(
                "<div id=\"jive-main\"><table style=\"width: 100%\"><tbody><tr style=\"vertical-align: top\"><td style=\"width: 1%\">");
        navigation(out, page.getProperty("meta.pageID"));
        out.println("</td><td id=\"jive-content\"><h1>" + page.getTitle() + "</h1><main id=\"jive-main-content\">");
        page.writeBody(out);
        out.println("</main></td></tr></tbody></table></div></body></html>");
    }

    private static void navigation(PrintWriter out, String pageId) {
        Element item = pageId == null ? null : AdminConsole.getElemnetByID(pageId);
        if (item == null) {
            return;
        }
        out.println("<nav>");
        for (Element sidebar : children(item.getParent().getParent())) {
            out.println("<h2>" + text(sidebar) + "</h2><ul>");
            for (Element each : children(sidebar)) {
                String current = each == item ? " aria-current=\"page\"" : "";
                out.println("<li><a href=\"/" + each.attributeValue("url") + "\"" + current + ">" + text(each)
                        + "</a></li>");
            }
            out.println("</ul>");
        }
        out.println("</nav>");
    }

    private static String text(Element element) {
        return AdminConsole.getAdminText(element.attributeValue("name"), element.attributeValue("plugin"));
    }

    @SuppressWarnings("unchecked")
    private static List<Element> children(Element element) {
        return element.elements();
    }
}
