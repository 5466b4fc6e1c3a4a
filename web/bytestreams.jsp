<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="bytestreams"/>
<c:set var="pageScript" value="js/bytestreams.js"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<p><fmt:message key="intermediateim.bytestreams.intro"/></p>

<c:if test="${page.proxy().builtIn() eq 'yielded'}">
    <fmt:message key="intermediateim.bytestreams.yielded" var="boxText"><fmt:param value="${page.proxy().builtInAddress()}"/></fmt:message>
    <c:set var="boxKind" value="warning"/>
    <div id="yielded"><%@ include file="box.jspf" %></div>
</c:if>
<c:if test="${not page.proxy().on()}">
    <fmt:message key="intermediateim.bytestreams.off" var="boxText"/>
    <c:set var="boxKind" value="info"/>
    <%@ include file="box.jspf" %>
</c:if>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="live-title"><fmt:message key="intermediateim.bytestreams.live.title"/></div>
<div class="jive-contentBox">
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="live-title"><table class="jive-table" id="live" aria-labelledby="live-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.requester"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.target"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.file"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.to-target"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.to-requester"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.live.speed"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.live.progress"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.live.age"/></th>
            <th scope="col"><fmt:message key="intermediateim.bytestreams.live.close"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="stream" items="${page.live()}">
            <tr>
                <td class="im-jid"><c:out value="${stream.requester()}" default="–"/></td>
                <td class="im-jid"><c:out value="${stream.target()}" default="–"/></td>
                <td class="im-file"><c:out value="${stream.file()}" default="–"/></td>
                <td class="im-number"><c:out value="${stream.toTarget()}"/></td>
                <td class="im-number"><c:out value="${stream.toRequester()}"/></td>
                <td class="im-number"><c:out value="${stream.speed()}"/></td>
                <td>
                    <c:choose>
                        <c:when test="${stream.state() ne 'active'}">
                            <fmt:message key="intermediateim.bytestreams.live.${stream.state()}"/>
                            <fmt:message key="intermediateim.bytestreams.live.from" var="from"><fmt:param value="${stream.from()}"/></fmt:message>
                            <span class="im-hint"><c:out value="${from}"/></span>
                        </c:when>
                        <c:when test="${stream.percent() ge 0}">
                            <fmt:message key="intermediateim.bytestreams.live.progress" var="progress"/>
                            <progress max="100" value="${stream.percent()}" aria-label="${progress}">${stream.percent()} %</progress>
                            <span class="im-number">${stream.percent()} %</span>
                        </c:when>
                        <c:otherwise><fmt:message key="intermediateim.bytestreams.live.active"/></c:otherwise>
                    </c:choose>
                </td>
                <td class="im-number"><c:out value="${stream.age()}"/></td>
                <td>
                    <form method="post" action="bytestreams">
                        <%@ include file="token.jspf" %>
                        <input type="hidden" name="action" value="close"/>
                        <input type="hidden" name="id" value="<c:out value='${stream.id()}'/>"/>
                        <fmt:message key="intermediateim.bytestreams.live.close-whose" var="closeWhose">
                            <fmt:param value="${empty stream.requester() ? '?' : stream.requester()}"/>
                            <fmt:param value="${empty stream.target() ? '?' : stream.target()}"/>
                        </fmt:message>
                        <button type="submit" id="close-<c:out value='${stream.id()}'/>" aria-label="<c:out value='${closeWhose}'/>"><fmt:message key="intermediateim.bytestreams.live.close"/></button>
                    </form>
                </td>
            </tr>
        </c:forEach>
        <c:if test="${empty page.live()}">
            <tr><td colspan="9" class="im-hint"><fmt:message key="intermediateim.bytestreams.live.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
    <p>
        <a href="bytestreams" id="refresh"><fmt:message key="intermediateim.bytestreams.live.refresh"/></a>
        <label id="refresh-by-itself" hidden><input type="checkbox" checked/> <fmt:message key="intermediateim.bytestreams.live.refresh-by-itself"/></label>
    </p>
</div>

<div id="shut-out">
    <c:if test="${not empty page.shutOut()}">
        <div class="jive-contentBoxHeader" id="shut-out-title" role="heading" aria-level="2"><fmt:message key="intermediateim.bytestreams.shut-out.title"/></div>
        <div class="jive-contentBox">
            <p><fmt:message key="intermediateim.bytestreams.shut-out.intro"/></p>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="shut-out-title"><table class="jive-table" aria-labelledby="shut-out-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.shut-out.address"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.shut-out.reason"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.shut-out.left"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.shut-out.lift"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="each" items="${page.shutOut()}">
                    <tr>
                        <td><c:out value="${each.network()}"/></td>
                        <td>
                            <fmt:message key="intermediateim.bytestreams.shut-out.faults"><fmt:param value="${each.faults()}"/></fmt:message>
                            <fmt:message key="intermediateim.bytestreams.shut-out.${each.fault()}"/>
                        </td>
                        <td class="im-number"><c:out value="${each.timeLeft()}"/></td>
                        <td>
                            <form method="post" action="bytestreams">
                                <%@ include file="token.jspf" %>
                                <input type="hidden" name="action" value="lift"/>
                                <input type="hidden" name="id" value="<c:out value='${each.id()}'/>"/>
                                <fmt:message key="intermediateim.bytestreams.shut-out.lift-whose" var="liftWhose"><fmt:param value="${each.network()}"/></fmt:message>
                                <button type="submit" id="lift-<c:out value='${each.id()}'/>" aria-label="<c:out value='${liftWhose}'/>"><fmt:message key="intermediateim.bytestreams.shut-out.lift"/></button>
                            </form>
                        </td>
                    </tr>
                </c:forEach>
                </tbody>
            </table></div>
        </div>
    </c:if>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.bytestreams.counts.title"/></div>
<div class="jive-contentBox">
    <dl class="im-counts" id="counts">
        <c:forEach var="count" items="${page.counts()}">
            <dt><fmt:message key="intermediateim.feature.socks5.counter.${count.key}"/></dt>
            <dd data-counter="socks5.${count.key}"><fmt:formatNumber value="${count.value}"/></dd>
        </c:forEach>
    </dl>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="hosts-title"><fmt:message key="intermediateim.bytestreams.hosts.title"/></div>
<div class="jive-contentBox">
    <p><fmt:message key="intermediateim.bytestreams.hosts.intro"/></p>
    <div id="hosts">
        <c:choose>
            <c:when test="${not empty page.findings()}">
                <div class="im-scroll" tabindex="0" role="region" aria-labelledby="hosts-title"><table class="jive-table" aria-labelledby="hosts-title">
                    <thead>
                    <tr>
                        <th scope="col"><fmt:message key="intermediateim.bytestreams.hosts.host"/></th>
                        <th scope="col"><fmt:message key="intermediateim.bytestreams.hosts.port"/></th>
                        <th scope="col"><fmt:message key="intermediateim.bytestreams.hosts.address"/></th>
                        <th scope="col"><fmt:message key="intermediateim.bytestreams.hosts.finding"/></th>
                    </tr>
                    </thead>
                    <tbody>
                    <c:forEach var="finding" items="${page.findings()}">
                        <tr>
                            <th scope="row"><c:out value="${finding.host()}"/></th>
                            <td><c:out value="${finding.port()}"/></td>
                            <td><c:out value="${finding.address()}" default="–"/></td>
                            <td data-verdict="${finding.verdict()}">
                                <span class="im-state im-${finding.good() ? 'on' : 'bad'}">
                                    <fmt:message key="intermediateim.bytestreams.test.${finding.verdict()}" var="verdict">
                                        <fmt:param value="${finding.good() ? finding.millis() : finding.detail()}"/>
                                    </fmt:message>
                                    <c:out value="${verdict}"/>
                                </span>
                            </td>
                        </tr>
                    </c:forEach>
                    </tbody>
                </table></div>
            </c:when>
            <c:when test="${empty page.hosts()}">
                <p class="im-state im-bad"><fmt:message key="intermediateim.bytestreams.hosts.none"/></p>
            </c:when>
            <c:otherwise>
                <ul>
                    <c:forEach var="host" items="${page.hosts()}">
                        <li><c:out value="${host.host()}"/>, <fmt:message key="intermediateim.bytestreams.hosts.port"/> <c:out value="${host.port()}"/></li>
                    </c:forEach>
                </ul>
            </c:otherwise>
        </c:choose>
    </div>
    <%-- a new address each time: to the same one with a fragment, browsers only scroll --%>
    <jsp:useBean id="now" class="java.util.Date"/>
    <p><a href="bytestreams?test=now&amp;at=${now.time}#hosts" id="test"><fmt:message key="intermediateim.bytestreams.hosts.test"/></a></p>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="history-title"><fmt:message key="intermediateim.bytestreams.history.title"/></div>
<div class="jive-contentBox" id="history">
    <c:choose>
        <c:when test="${empty page.history()}">
            <p class="im-state im-bad"><fmt:message key="intermediateim.bytestreams.history.unreadable"/></p>
        </c:when>
        <c:otherwise>
            <c:set var="results" value="${page.history()}"/>
            <c:set var="texts" value="bytestreams.history"/>
            <c:set var="resultsId" value="history"/>
            <form method="get" action="bytestreams" class="im-form" role="search">
                <%@ include file="search.jspf" %>
                <label for="reason"><fmt:message key="intermediateim.bytestreams.history.reason"/></label>
                <select id="reason" name="reason">
                    <option value=""><fmt:message key="intermediateim.bytestreams.history.any-reason"/></option>
                    <c:forEach var="reason" items="${page.reasons()}">
                        <option value="${reason}" <c:if test="${reason eq page.reason()}">selected</c:if>><fmt:message key="intermediateim.bytestreams.reason.${reason}"/></option>
                    </c:forEach>
                </select>
                <button type="submit"><fmt:message key="intermediateim.bytestreams.history.search-button"/></button>
            </form>
            <%@ include file="found.jspf" %>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="history-title"><table class="jive-table" aria-labelledby="history-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.history.end"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.requester"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.target"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.file"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.history.size"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.to-target"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.to-requester"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.history.time"/></th>
                    <th scope="col"><fmt:message key="intermediateim.bytestreams.history.reason"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="transfer" items="${results.rows()}">
                    <tr>
                        <td><fmt:formatDate value="${transfer.end()}" type="both" dateStyle="medium" timeStyle="medium"/></td>
                        <td class="im-jid"><c:out value="${transfer.requester()}"/></td>
                        <td class="im-jid"><c:out value="${transfer.target()}"/></td>
                        <td class="im-file"><c:out value="${transfer.file()}" default="–"/></td>
                        <td class="im-number"><c:out value="${transfer.size()}" default="–"/></td>
                        <td class="im-number"><c:out value="${transfer.toTarget()}"/></td>
                        <td class="im-number"><c:out value="${transfer.toRequester()}"/></td>
                        <td class="im-number"><c:out value="${transfer.time()}"/></td>
                        <td><fmt:message key="intermediateim.bytestreams.reason.${transfer.reason()}"/></td>
                    </tr>
                </c:forEach>
                <c:if test="${empty results.rows()}">
                    <tr><td colspan="9" class="im-hint"><fmt:message key="intermediateim.bytestreams.history.none"/></td></tr>
                </c:if>
                </tbody>
            </table></div>
            <c:url value="bytestreams" var="resultsUrl"><c:param name="q" value="${results.search()}"/><c:param name="reason" value="${page.reason()}"/></c:url>
            <%@ include file="pages.jspf" %>
            <form method="post" action="bytestreams" class="im-form">
                <%@ include file="token.jspf" %>
                <input type="hidden" name="action" value="forget"/>
                <label for="forget"><fmt:message key="intermediateim.bytestreams.forget.label"/></label>
                <input type="text" id="forget" name="user" size="30" maxlength="2047" value="<c:out value='${page.forget().user()}'/>"
                       <c:if test="${not empty page.forget().problem()}">aria-invalid="true" aria-describedby="forget-problem" autofocus</c:if>/>
                <button type="submit"><fmt:message key="intermediateim.bytestreams.forget.button"/></button>
                <c:if test="${not empty page.forget().problem()}">
                    <div class="jive-error-text" id="forget-problem"><c:set var="problem" value="${page.forget().problem()}"/><%@ include file="sentence.jspf" %></div>
                </c:if>
            </form>
        </c:otherwise>
    </c:choose>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.bytestreams.settings.title"/></div>
<div class="jive-contentBox">
    <c:if test="${page.proxy().builtIn() eq 'ours'}">
        <fmt:message key="intermediateim.bytestreams.ours" var="ours"><fmt:param value="${page.proxy().builtInAddress()}"/></fmt:message>
        <p class="im-state im-on" id="ours"><c:out value="${ours}"/></p>
    </c:if>
    <%@ include file="settings.jspf" %>
</div>
</body>
</html>
