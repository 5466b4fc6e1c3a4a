package org.igniterealtime.openfire.plugin.intermediateim.testing.server.console;

import java.io.IOException;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.jivesoftware.openfire.auth.AuthFactory;
import org.jivesoftware.openfire.auth.AuthToken;

/** Stands where Openfire's login page does: a form, then the session attribute by which its filters know the admin. */
public final class LoginServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/html; charset=UTF-8");
        response.getWriter().print("""
                <!DOCTYPE html><html lang="en"><head><title>Log in</title></head><body>
                <form method="post"><label>Username <input name="username" autofocus></label>
                <label>Password <input name="password" type="password"></label><button>Log in</button></form>
                </body></html>""");
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            AuthToken token =
                    AuthFactory.authenticate(request.getParameter("username"), request.getParameter("password"));
            request.getSession().setAttribute("jive.admin.authToken", token);
        } catch (Exception e) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        String wanted = request.getParameter("url");
        response.sendRedirect(
                wanted != null && wanted.startsWith("/plugins/") ? wanted : "/plugins/intermediateim/overview");
    }
}
