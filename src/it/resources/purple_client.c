/*
 * A client made with libpurple, the engine of Pidgin, that sends and receives files through the server's proxy.
 *
 *     purple_client PORT JID PASSWORD FOLDER
 *
 * Says "ready" when it is online and knows where the proxy is, and "received SHA-256 SIZE" for each file that came to its end: it
 * accepts every file. Takes "send FILE BARE-JID" on standard input, sends as soon as that contact can take a file, and says
 * "sent SHA-256 SIZE"; what goes wrong is "failed" and why. Takes "watch BARE-JID", and says "offers-files BARE-JID" or
 * "offers-no-files BARE-JID" now and each time that it begins or ceases to offer to send files to that contact. Takes
 * "write BARE-JID HTML", and says "shows HTML" for each message as Pidgin would show it. Its profile and what it receives
 * are in FOLDER.
 */
#include <glib-unix.h>
#include <purple.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BYTESTREAMS "http://jabber.org/protocol/bytestreams"
#define RETRY_MILLIS 50

static GMainLoop *loop;
static PurpleAccount *account;
static const char *folder;
static gboolean knows_proxy;

static void say(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vprintf(format, values);
    va_end(values);
    putchar('\n');
    fflush(stdout);
}

/* The event loop: GLib's does it. */

struct watch {
    PurpleInputFunction tell;
    gpointer data;
};

static gboolean happened(gint fd, GIOCondition what, gpointer data)
{
    const struct watch *watch = data;
    PurpleInputCondition seen = 0;
    if (what & (G_IO_IN | G_IO_HUP | G_IO_ERR))
        seen |= PURPLE_INPUT_READ;
    if (what & (G_IO_OUT | G_IO_HUP | G_IO_ERR))
        seen |= PURPLE_INPUT_WRITE;
    watch->tell(watch->data, fd, seen);
    return G_SOURCE_CONTINUE;
}

static guint watch_input(int fd, PurpleInputCondition wanted, PurpleInputFunction tell, gpointer data)
{
    struct watch *watch = g_new(struct watch, 1);
    GIOCondition what = G_IO_HUP | G_IO_ERR;
    *watch = (struct watch) {tell, data};
    if (wanted & PURPLE_INPUT_READ)
        what |= G_IO_IN;
    if (wanted & PURPLE_INPUT_WRITE)
        what |= G_IO_OUT;
    return g_unix_fd_add_full(G_PRIORITY_DEFAULT, fd, what, happened, watch, g_free);
}

static PurpleEventLoopUiOps event_loop = {
    .timeout_add = g_timeout_add,
    .timeout_remove = g_source_remove,
    .timeout_add_seconds = g_timeout_add_seconds,
    .input_add = watch_input,
    .input_remove = g_source_remove,
};

/* Files. */

static gboolean report(gpointer data)
{
    PurpleXfer *xfer = data;
    const char *done = purple_xfer_get_type(xfer) == PURPLE_XFER_SEND ? "sent" : "received";
    gchar *content, *digest;
    gsize size;
    if (g_file_get_contents(purple_xfer_get_local_filename(xfer), &content, &size, NULL)) {
        digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *) content, size);
        say("%s %s %lu", done, digest, (unsigned long) size);
        g_free(digest);
        g_free(content);
    } else {
        say("failed to read what was %s", done);
    }
    purple_xfer_unref(xfer);
    return G_SOURCE_REMOVE;
}

static void completed(PurpleXfer *xfer, gpointer unused)
{
    purple_xfer_ref(xfer);
    g_idle_add(report, xfer); /* the file is closed when this has returned */
}

static void cancelled(PurpleXfer *xfer, gpointer unused)
{
    say("failed after %lu of %lu bytes", (unsigned long) purple_xfer_get_bytes_sent(xfer),
        (unsigned long) purple_xfer_get_size(xfer));
}

static void offered(PurpleXfer *xfer, gpointer unused)
{
    gchar *path = g_build_filename(folder, purple_xfer_get_filename(xfer), NULL);
    purple_xfer_request_accepted(xfer, path);
    g_free(path);
}

struct order {
    char *file;
    char *recipient;
};

static gboolean offers_files(const char *contact)
{
    PurpleConnection *connection = purple_account_get_connection(account);
    PurplePluginProtocolInfo *jabber = PURPLE_PLUGIN_PROTOCOL_INFO(purple_connection_get_prpl(connection));
    PurpleBuddy *buddy = purple_find_buddy(account, contact);
    return buddy != NULL && PURPLE_BUDDY_IS_ONLINE(buddy) && jabber->can_receive_file(connection, contact);
}

/* Nothing tells when a contact's capabilities have been learned. */
static gboolean send_if_possible(gpointer data)
{
    struct order *order = data;
    PurpleConnection *connection = purple_account_get_connection(account);
    if (!offers_files(order->recipient))
        return G_SOURCE_CONTINUE;
    serv_send_file(connection, order->recipient, order->file);
    g_free(order->file);
    g_free(order->recipient);
    g_free(order);
    return G_SOURCE_REMOVE;
}

struct watched {
    char *contact;
    int last; /* -1: nothing was said yet */
};

static gboolean look(gpointer data)
{
    struct watched *watched = data;
    int now = offers_files(watched->contact);
    if (now != watched->last)
        say("%s %s", now ? "offers-files" : "offers-no-files", watched->contact);
    watched->last = now;
    return G_SOURCE_CONTINUE;
}

static gboolean commanded(GIOChannel *input, GIOCondition what, gpointer unused)
{
    gchar *line;
    GIOStatus status;
    while ((status = g_io_channel_read_line(input, &line, NULL, NULL, NULL)) == G_IO_STATUS_NORMAL) {
        gchar **words = g_strsplit(g_strstrip(line), " ", 3);
        if (g_strv_length(words) == 3 && strcmp(words[0], "send") == 0) {
            struct order *order = g_new(struct order, 1);
            *order = (struct order) {g_strdup(words[1]), g_strdup(words[2])};
            g_timeout_add(RETRY_MILLIS, send_if_possible, order);
        } else if (g_strv_length(words) == 2 && strcmp(words[0], "watch") == 0) {
            struct watched *watched = g_new(struct watched, 1);
            *watched = (struct watched) {g_strdup(words[1]), -1};
            g_timeout_add(RETRY_MILLIS, look, watched);
        } else if (g_strv_length(words) == 3 && strcmp(words[0], "write") == 0) {
            PurpleConversation *chat = purple_conversation_new(PURPLE_CONV_TYPE_IM, account, words[1]);
            purple_conv_im_send(PURPLE_CONV_IM(chat), words[2]);
        } else {
            say("failed to understand %s", line);
        }
        g_strfreev(words);
        g_free(line);
    }
    if (status == G_IO_STATUS_AGAIN)
        return G_SOURCE_CONTINUE;
    g_main_loop_quit(loop);
    return G_SOURCE_REMOVE;
}

static void read_message(PurpleAccount *by, const char *sender, const char *html, PurpleConversation *chat, int flags,
                         gpointer unused)
{
    say("shows %s", html);
}

/* The account. */

static void received(PurpleConnection *connection, xmlnode **stanza, gpointer unused)
{
    xmlnode *query = *stanza == NULL ? NULL : xmlnode_get_child_with_namespace(*stanza, "query", BYTESTREAMS);
    const char *type = query == NULL ? NULL : xmlnode_get_attrib(*stanza, "type");
    if (!knows_proxy && type != NULL && strcmp(type, "result") == 0 && xmlnode_get_child(query, "streamhost") != NULL) {
        knows_proxy = TRUE;
        say("ready");
    }
}

static void disconnected(PurpleConnection *connection, PurpleConnectionError error, const char *description)
{
    say("failed %s", description);
    g_main_loop_quit(loop);
}

/* Whether to trust the server's certificate, the first choice being yes. */
static void *asked(const char *title, const char *primary, const char *secondary, int preset, PurpleAccount *whose,
                   const char *who, PurpleConversation *conversation, void *data, size_t count, va_list choices)
{
    PurpleRequestActionCb chosen;
    va_arg(choices, const char *);
    chosen = (PurpleRequestActionCb) va_arg(choices, GCallback);
    if (chosen != NULL)
        chosen(data, 0);
    return NULL;
}

/* As which of a contact's clients gets a file. Nobody answers. */
static void *asked_more(const char *title, const char *primary, const char *secondary, PurpleRequestFields *fields,
                        const char *ok_text, GCallback ok, const char *cancel_text, GCallback cancel,
                        PurpleAccount *whose, const char *who, PurpleConversation *conversation, void *data)
{
    say("failed to answer: %s", title != NULL ? title : primary);
    return NULL;
}

static PurpleRequestUiOps questions = {.request_action = asked, .request_fields = asked_more};

static void configure(int port)
{
    purple_prefs_set_bool("/purple/network/auto_ip", FALSE);
    purple_prefs_set_bool("/purple/network/map_ports", FALSE);
    purple_prefs_set_bool("/purple/logging/log_ims", FALSE);
    /* The one port it may listen at is the server's: so it offers nothing but the proxy. */
    purple_prefs_set_bool("/purple/network/ports_range_use", TRUE);
    purple_prefs_set_int("/purple/network/ports_range_start", port);
    purple_prefs_set_int("/purple/network/ports_range_end", port);
}

int main(int count, char **words)
{
    static int handle;
    GIOChannel *input;
    PurplePlugin *jabber;
    void *files;
    if (count != 5) {
        fprintf(stderr, "usage: purple_client PORT JID PASSWORD FOLDER\n");
        return 64;
    }
    folder = words[4];
    signal(SIGPIPE, SIG_IGN);
    purple_util_set_user_dir(folder);
    purple_eventloop_set_ui_ops(&event_loop);
    purple_request_set_ui_ops(&questions);
    if (!purple_core_init("purple_client")) {
        say("failed to start");
        return 1;
    }
    purple_set_blist(purple_blist_new());
    configure(atoi(words[1]));
    jabber = purple_find_prpl("prpl-jabber");
    if (jabber == NULL) {
        say("failed to find prpl-jabber");
        return 1;
    }
    files = purple_xfers_get_handle();
    account = purple_account_new(words[2], "prpl-jabber");
    purple_account_set_password(account, words[3]);
    purple_account_set_string(account, "connect_server", "127.0.0.1");
    purple_account_set_int(account, "port", atoi(words[1]));
    purple_account_set_string(account, "connection_security", "opportunistic_tls");
    purple_account_set_bool(account, "auth_plain_in_clear", TRUE);
    purple_account_set_string(account, "ft_proxies", ""); /* its default is a public server */
    purple_accounts_add(account);
    purple_signal_connect(purple_connections_get_handle(), "connection-error", &handle, PURPLE_CALLBACK(disconnected), NULL);
    purple_signal_connect(files, "file-recv-request", &handle, PURPLE_CALLBACK(offered), NULL);
    purple_signal_connect(files, "file-recv-complete", &handle, PURPLE_CALLBACK(completed), NULL);
    purple_signal_connect(files, "file-send-complete", &handle, PURPLE_CALLBACK(completed), NULL);
    purple_signal_connect(files, "file-recv-cancel", &handle, PURPLE_CALLBACK(cancelled), NULL);
    purple_signal_connect(files, "file-send-cancel", &handle, PURPLE_CALLBACK(cancelled), NULL);
    purple_signal_connect(purple_conversations_get_handle(), "received-im-msg", &handle, PURPLE_CALLBACK(read_message), NULL);
    purple_signal_connect(jabber, "jabber-receiving-xmlnode", &handle, PURPLE_CALLBACK(received), NULL);
    purple_savedstatus_activate(purple_savedstatus_new(NULL, PURPLE_STATUS_AVAILABLE));
    purple_account_set_enabled(account, "purple_client", TRUE);
    input = g_io_channel_unix_new(0);
    g_io_channel_set_flags(input, G_IO_FLAG_NONBLOCK, NULL);
    g_io_add_watch(input, G_IO_IN | G_IO_HUP, commanded, NULL);
    loop = g_main_loop_new(NULL, FALSE);
    g_main_loop_run(loop);
    purple_core_quit();
    return 0;
}
