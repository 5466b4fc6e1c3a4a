/** The test of the proxy from the console: two parties that exchange a file through it. */
package org.igniterealtime.openfire.plugin.intermediateim.socks5.selftest;
