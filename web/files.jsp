<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="files"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<fmt:message key="intermediateim.files.intro" var="intro"><fmt:param value="${page.address()}"/></fmt:message>
<p><c:out value="${intro}"/></p>
<c:if test="${not page.on()}">
    <fmt:message key="intermediateim.files.off" var="boxText"/>
    <c:set var="boxKind" value="info"/>
    <%@ include file="box.jspf" %>
</c:if>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="live-title"><fmt:message key="intermediateim.files.live.title"/></div>
<div class="jive-contentBox">
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="live-title"><table class="jive-table" id="live" aria-labelledby="live-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.files.live.direction"/></th>
            <th scope="col"><fmt:message key="intermediateim.files.from"/></th>
            <th scope="col"><fmt:message key="intermediateim.files.to"/></th>
            <th scope="col"><fmt:message key="intermediateim.files.file"/></th>
            <th scope="col"><fmt:message key="intermediateim.files.size"/></th>
            <th scope="col"><fmt:message key="intermediateim.files.state"/></th>
            <th scope="col"><fmt:message key="intermediateim.files.live.progress"/></th>
            <th scope="col"><fmt:message key="intermediateim.files.live.age"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="transfer" items="${page.live().rows()}">
            <tr>
                <td data-direction="${transfer.direction()}"><fmt:message key="intermediateim.files.live.${transfer.direction()}"/></td>
                <td class="im-jid"><c:out value="${transfer.from()}"/></td>
                <td class="im-jid"><c:out value="${transfer.to()}"/></td>
                <td class="im-file"><bdi><c:out value="${transfer.name()}"/></bdi></td>
                <td class="im-number"><c:out value="${transfer.size()}"/></td>
                <td><fmt:message key="intermediateim.files.phase.${transfer.phase()}"/></td>
                <td>
                    <fmt:message key="intermediateim.files.live.progress" var="progress"/>
                    <progress max="100" value="${transfer.percent()}" aria-label="${progress}">${transfer.percent()} %</progress>
                    <span class="im-number">${transfer.percent()} %</span>
                </td>
                <td class="im-number"><c:out value="${transfer.age()}"/></td>
            </tr>
        </c:forEach>
        <c:if test="${empty page.live().rows()}">
            <tr><td colspan="8" class="im-hint"><fmt:message key="intermediateim.files.live.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
    <c:if test="${not empty page.live()}">
        <c:set var="table" value="${page.live()}"/>
        <%@ include file="cut.jspf" %>
    </c:if>
    <p>
        <a href="files" id="refresh"><fmt:message key="intermediateim.files.live.refresh"/></a>
        <a href="bytestreams#history" id="history"><fmt:message key="intermediateim.files.live.history"/></a>
    </p>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="inboxes-title"><fmt:message key="intermediateim.files.inboxes.title"/></div>
<div class="jive-contentBox" id="inboxes">
    <c:choose>
        <c:when test="${empty page.stored()}">
            <p class="im-state im-bad"><fmt:message key="intermediateim.files.unreadable"/></p>
        </c:when>
        <c:otherwise>
            <fmt:message key="intermediateim.files.inboxes.total" var="total"><fmt:param value="${page.stored().used()}"/><fmt:param value="${page.stored().limit()}"/></fmt:message>
            <p id="total"><c:out value="${total}"/></p>
            <c:set var="results" value="${page.stored().inboxes()}"/>
            <c:set var="texts" value="files.inboxes"/>
            <c:set var="resultsId" value="inboxes"/>
            <form method="get" action="files" class="im-form" role="search">
                <%@ include file="search.jspf" %>
                <button type="submit"><fmt:message key="intermediateim.files.inboxes.search-button"/></button>
            </form>
            <%@ include file="found.jspf" %>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="inboxes-title"><table class="jive-table" aria-labelledby="inboxes-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.files.inboxes.user"/></th>
                    <th scope="col"><fmt:message key="intermediateim.files.inboxes.files"/></th>
                    <th scope="col"><fmt:message key="intermediateim.files.size"/></th>
                    <th scope="col" colspan="2"><fmt:message key="intermediateim.files.inboxes.share"/></th>
                    <th scope="col"><fmt:message key="intermediateim.files.inboxes.lost"/></th>
                    <th scope="col"><fmt:message key="intermediateim.files.inboxes.oldest"/></th>
                    <th scope="col"><fmt:message key="intermediateim.files.delete-all"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="inbox" items="${results.rows()}">
                    <c:url value="files" var="ofUser"><c:param name="file-q" value="${inbox.user()}"/></c:url>
                    <tr>
                        <th scope="row" class="im-jid"><a href="<c:out value='${ofUser}'/>#files"><c:out value="${inbox.user()}"/></a></th>
                        <td class="im-number"><fmt:formatNumber value="${inbox.files()}"/></td>
                        <td class="im-number"><c:out value="${inbox.size()}"/></td>
                        <td class="im-number">${inbox.percent()} %</td>
                        <td class="im-bar-cell"><svg class="im-bar" width="100%" height="14" aria-hidden="true" focusable="false"><rect class="im-bar-all" width="100%" height="14"/><rect class="im-bar-part" width="${inbox.bar()}%" height="14"/></svg></td>
                        <td class="im-number"><fmt:formatNumber value="${inbox.lost()}"/></td>
                        <td><fmt:formatDate value="${inbox.oldest()}" type="both" dateStyle="medium" timeStyle="short"/></td>
                        <td>
                            <form method="post" action="files">
                                <%@ include file="token.jspf" %>
                                <input type="hidden" name="action" value="delete-all"/>
                                <input type="hidden" name="user" value="<c:out value='${inbox.user()}'/>"/>
                                <fmt:message key="intermediateim.files.delete-all.whose" var="deleteWhose"><fmt:param value="${inbox.user()}"/></fmt:message>
                                <button type="submit" aria-label="<c:out value='${deleteWhose}'/>"><fmt:message key="intermediateim.files.delete-all"/></button>
                            </form>
                        </td>
                    </tr>
                </c:forEach>
                <c:if test="${empty results.rows()}">
                    <tr><td colspan="8" class="im-hint"><fmt:message key="intermediateim.files.inboxes.none"/></td></tr>
                </c:if>
                </tbody>
            </table></div>
            <c:url value="files" var="resultsUrl"><c:param name="q" value="${results.search()}"/></c:url>
            <%@ include file="pages.jspf" %>
        </c:otherwise>
    </c:choose>
</div>

<c:if test="${not empty page.stored().unreachable()}">
    <div class="jive-contentBoxHeader" role="heading" aria-level="2" id="unreachable-title"><fmt:message key="intermediateim.files.unreachable.title"/></div>
    <div class="jive-contentBox" id="unreachable">
        <div class="im-scroll" tabindex="0" role="region" aria-labelledby="unreachable-title"><table class="jive-table" aria-labelledby="unreachable-title">
            <thead>
            <tr>
                <th scope="col"><fmt:message key="intermediateim.files.unreachable.directory"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.inboxes.files"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.size"/></th>
            </tr>
            </thead>
            <tbody>
            <c:forEach var="place" items="${page.stored().unreachable()}">
                <tr>
                    <th scope="row"><c:out value="${place.directory()}"/></th>
                    <td class="im-number"><fmt:formatNumber value="${place.files()}"/></td>
                    <td class="im-number"><c:out value="${place.size()}"/></td>
                </tr>
            </c:forEach>
            </tbody>
        </table></div>
        <p class="im-hint"><fmt:message key="intermediateim.files.unreachable.hint"/></p>
    </div>
</c:if>

<c:if test="${not empty page.stored() and page.stored().keptBack().total() gt 0}">
    <div class="jive-contentBoxHeader" role="heading" aria-level="2" id="kept-title"><fmt:message key="intermediateim.files.kept.title"/></div>
    <div class="jive-contentBox" id="kept">
        <c:set var="results" value="${page.stored().keptBack()}"/>
        <c:set var="texts" value="files.kept"/>
        <c:set var="resultsId" value="kept"/>
        <c:set var="resultsPrefix" value="kept-"/>
        <%@ include file="found.jspf" %>
        <div class="im-scroll" tabindex="0" role="region" aria-labelledby="kept-title"><table class="jive-table" aria-labelledby="kept-title">
            <thead>
            <tr>
                <th scope="col"><fmt:message key="intermediateim.files.stored.taken"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.from"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.to"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.file"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.size"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.kept.finding"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.release"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.delete"/></th>
            </tr>
            </thead>
            <tbody>
            <c:forEach var="file" items="${results.rows()}">
                <tr>
                    <td><fmt:formatDate value="${file.taken()}" type="both" dateStyle="medium" timeStyle="medium"/></td>
                    <td class="im-jid"><c:out value="${file.from()}"/></td>
                    <td class="im-jid"><c:out value="${file.to()}"/></td>
                    <td class="im-file"><bdi><c:out value="${file.name()}"/></bdi></td>
                    <td class="im-number"><c:out value="${file.size()}"/></td>
                    <td class="im-file" data-kept="${file.state()}">
                        <c:choose>
                            <c:when test="${empty file.finding()}"><fmt:message key="intermediateim.files.kept.not-scanned"/></c:when>
                            <c:otherwise><span class="im-state im-bad"><c:out value="${file.finding()}"/></span></c:otherwise>
                        </c:choose>
                    </td>
                    <td>
                        <form method="post" action="files">
                            <%@ include file="token.jspf" %>
                            <input type="hidden" name="action" value="release"/>
                            <input type="hidden" name="id" value="${file.id()}"/>
                            <fmt:message key="intermediateim.files.release.which" var="releaseWhich">
                                <fmt:param value="${file.name()}"/><fmt:param value="${file.from()}"/><fmt:param value="${file.to()}"/>
                            </fmt:message>
                            <button type="submit" aria-label="<c:out value='${releaseWhich}'/>"><fmt:message key="intermediateim.files.release"/></button>
                        </form>
                    </td>
                    <td>
                        <form method="post" action="files">
                            <%@ include file="token.jspf" %>
                            <input type="hidden" name="action" value="delete"/>
                            <input type="hidden" name="id" value="${file.id()}"/>
                            <fmt:message key="intermediateim.files.delete.which" var="deleteWhich">
                                <fmt:param value="${file.name()}"/><fmt:param value="${file.from()}"/><fmt:param value="${file.to()}"/>
                            </fmt:message>
                            <button type="submit" aria-label="<c:out value='${deleteWhich}'/>"><fmt:message key="intermediateim.files.delete"/></button>
                        </form>
                    </td>
                </tr>
            </c:forEach>
            </tbody>
        </table></div>
        <c:url value="files" var="resultsUrl"/>
        <%@ include file="pages.jspf" %>
        <c:set var="resultsPrefix" value=""/>
        <p class="im-hint"><fmt:message key="intermediateim.files.kept.hint"/></p>
    </div>
</c:if>

<c:if test="${not empty page.stored()}">
    <div class="jive-contentBoxHeader" role="heading" aria-level="2" id="files-title"><fmt:message key="intermediateim.files.stored.title"/></div>
    <div class="jive-contentBox" id="files">
        <c:set var="results" value="${page.stored().files()}"/>
        <c:set var="texts" value="files.stored"/>
        <c:set var="resultsId" value="files"/>
        <c:set var="resultsPrefix" value="file-"/>
        <form method="get" action="files#files" class="im-form" role="search">
            <%@ include file="search.jspf" %>
            <button type="submit"><fmt:message key="intermediateim.files.stored.search-button"/></button>
        </form>
        <%@ include file="found.jspf" %>
        <div class="im-scroll" tabindex="0" role="region" aria-labelledby="files-title"><table class="jive-table" aria-labelledby="files-title">
            <thead>
            <tr>
                <th scope="col"><fmt:message key="intermediateim.files.stored.taken"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.from"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.to"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.file"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.size"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.stored.type"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.state"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.delete"/></th>
            </tr>
            </thead>
            <tbody>
            <c:forEach var="file" items="${results.rows()}">
                <tr>
                    <td><fmt:formatDate value="${file.taken()}" type="both" dateStyle="medium" timeStyle="medium"/></td>
                    <td class="im-jid"><c:out value="${file.from()}"/></td>
                    <td class="im-jid"><c:out value="${file.to()}"/></td>
                    <td class="im-file"><bdi><c:out value="${file.name()}"/></bdi></td>
                    <td class="im-number"><c:out value="${file.size()}"/></td>
                    <td class="im-file"><c:out value="${file.type()}" default="–"/></td>
                    <td data-state="${file.state()}"><fmt:message key="intermediateim.files.state.${file.state()}"/><c:if test="${not empty file.finding()}"><br/><c:out value="${file.finding()}"/></c:if></td>
                    <td>
                        <form method="post" action="files">
                            <%@ include file="token.jspf" %>
                            <input type="hidden" name="action" value="delete"/>
                            <input type="hidden" name="id" value="${file.id()}"/>
                            <fmt:message key="intermediateim.files.delete.which" var="deleteWhich">
                                <fmt:param value="${file.name()}"/><fmt:param value="${file.from()}"/><fmt:param value="${file.to()}"/>
                            </fmt:message>
                            <button type="submit" aria-label="<c:out value='${deleteWhich}'/>"><fmt:message key="intermediateim.files.delete"/></button>
                        </form>
                    </td>
                </tr>
            </c:forEach>
            <c:if test="${empty results.rows()}">
                <tr><td colspan="8" class="im-hint"><fmt:message key="intermediateim.files.stored.none"/></td></tr>
            </c:if>
            </tbody>
        </table></div>
        <c:url value="files" var="resultsUrl"><c:param name="file-q" value="${results.search()}"/></c:url>
        <%@ include file="pages.jspf" %>
        <c:set var="resultsPrefix" value=""/>
        <p class="im-hint"><fmt:message key="intermediateim.files.stored.hint"/></p>
    </div>
</c:if>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="choices-title"><fmt:message key="intermediateim.files.choices.title"/></div>
<div class="jive-contentBox">
    <c:choose>
        <c:when test="${page.choices() == null}">
            <p id="choices" class="im-state im-bad"><fmt:message key="intermediateim.files.choices.unreadable"/></p>
        </c:when>
        <c:when test="${empty page.choices().rows()}"><p id="choices"><fmt:message key="intermediateim.files.choices.none"/></p></c:when>
        <c:otherwise>
            <p class="im-hint"><fmt:message key="intermediateim.files.choices.hint"/></p>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="choices-title"><table class="jive-table" id="choices" aria-labelledby="choices-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.files.choices.user"/></th>
                    <th scope="col"><fmt:message key="intermediateim.files.choices.by"/></th>
                    <th scope="col"><fmt:message key="intermediateim.files.choices.delete"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="choice" items="${page.choices().rows()}">
                    <tr>
                        <td class="im-jid"><c:out value="${choice.user()}"/></td>
                        <td data-by="${choice.by()}"><fmt:message key="intermediateim.files.choices.${choice.by()}"/></td>
                        <td>
                            <form method="post" action="files">
                                <%@ include file="token.jspf" %>
                                <input type="hidden" name="action" value="forget"/>
                                <input type="hidden" name="user" value="<c:out value='${choice.user()}'/>"/>
                                <fmt:message key="intermediateim.files.choices.delete-whose" var="deleteWhose"><fmt:param value="${choice.user()}"/></fmt:message>
                                <button type="submit" aria-label="<c:out value='${deleteWhose}'/>"><fmt:message key="intermediateim.files.choices.delete"/></button>
                            </form>
                        </td>
                    </tr>
                </c:forEach>
                </tbody>
            </table></div>
            <c:set var="table" value="${page.choices()}"/><%@ include file="cut.jspf" %>
        </c:otherwise>
    </c:choose>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="test-title"><fmt:message key="intermediateim.files.test.title"/></div>
<div class="jive-contentBox">
    <c:if test="${not empty page.findings()}">
        <div class="im-scroll" tabindex="0" role="region" aria-labelledby="test-title"><table class="jive-table" id="findings" aria-labelledby="test-title">
            <thead>
            <tr>
                <th scope="col"><fmt:message key="intermediateim.files.test.check"/></th>
                <th scope="col"><fmt:message key="intermediateim.files.test.finding"/></th>
            </tr>
            </thead>
            <tbody>
            <c:forEach var="finding" items="${page.findings()}">
                <tr>
                    <th scope="row"><fmt:message key="intermediateim.files.test.${finding.check()}"/></th>
                    <td data-check="${finding.check()}">
                        <span class="im-state im-${finding.good() ? 'on' : 'bad'}">
                            <fmt:message key="intermediateim.files.test.${finding.verdict()}" var="verdict">
                                <fmt:param value="${finding.value()}"/><fmt:param value="${finding.limit()}"/>
                            </fmt:message>
                            <c:out value="${verdict}"/>
                        </span>
                    </td>
                </tr>
            </c:forEach>
            </tbody>
        </table></div>
    </c:if>
    <%-- a new address each time: to the same one with a fragment, browsers only scroll --%>
    <jsp:useBean id="now" class="java.util.Date"/>
    <p><a href="files?test=now&amp;at=${now.time}#test-title" id="test"><fmt:message key="intermediateim.files.test.run"/></a></p>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.files.settings.title"/></div>
<div class="jive-contentBox">
    <c:choose>
        <c:when test="${page.links() == null}"></c:when>
        <c:when test="${empty page.links()}">
            <p id="links" class="im-state im-bad"><fmt:message key="intermediateim.files.links-not-served"/></p>
        </c:when>
        <c:otherwise>
            <fmt:message key="intermediateim.files.links-served" var="links"><fmt:param value="${page.links()}"/></fmt:message>
            <p id="links"><c:out value="${links}"/></p>
        </c:otherwise>
    </c:choose>
    <%@ include file="settings.jspf" %>
</div>
</body>
</html>
