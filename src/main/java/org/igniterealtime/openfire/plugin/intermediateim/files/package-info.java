/** Files that are taken in somebody's name, stored, and delivered later (XEP-0096). */
package org.igniterealtime.openfire.plugin.intermediateim.files;
