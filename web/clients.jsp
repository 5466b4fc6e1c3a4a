<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="clients"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<p><fmt:message key="intermediateim.clients.intro"/></p>
<c:if test="${not page.on()}">
    <fmt:message key="intermediateim.clients.off" var="boxText"/>
    <c:set var="boxKind" value="info"/>
    <%@ include file="box.jspf" %>
</c:if>
<c:set var="who" value="${page.use().everybody() ? 'all' : 'local'}"/>
<p id="scope">
    <fmt:message key="intermediateim.clients.scope.${who}" var="scope"><fmt:param value="${page.use().clients()}"/><fmt:param value="${page.use().unknown()}"/></fmt:message>
    <c:out value="${scope}"/>
    <c:choose>
        <c:when test="${page.use().everybody()}"><a href="clients"><fmt:message key="intermediateim.clients.scope.show-local"/></a></c:when>
        <c:otherwise><a href="clients?who=all"><fmt:message key="intermediateim.clients.scope.show-all"/></a></c:otherwise>
    </c:choose>
</p>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="software-title"><fmt:message key="intermediateim.clients.software.title"/></div>
<div class="jive-contentBox">
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="software-title"><table class="jive-table im-chart" id="software" aria-labelledby="software-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.clients.software.name"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.software.version"/></th>
            <th scope="col" class="im-number"><fmt:message key="intermediateim.clients.count"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.share"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="row" items="${page.use().software()}">
            <tr>
                <%@ include file="share-name.jspf" %>
                <td class="im-file"><c:out value="${row.detail()}" default="–"/></td>
                <%@ include file="share.jspf" %>
            </tr>
        </c:forEach>
        <c:if test="${empty page.use().software()}">
            <tr><td colspan="4" class="im-hint"><fmt:message key="intermediateim.clients.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="systems-title"><fmt:message key="intermediateim.clients.systems.title"/></div>
<div class="jive-contentBox">
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="systems-title"><table class="jive-table im-chart" id="systems" aria-labelledby="systems-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.clients.systems.name"/></th>
            <th scope="col" class="im-number"><fmt:message key="intermediateim.clients.count"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.share"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="row" items="${page.use().systems()}">
            <tr>
                <%@ include file="share-name.jspf" %>
                <%@ include file="share.jspf" %>
            </tr>
        </c:forEach>
        <c:if test="${empty page.use().systems()}">
            <tr><td colspan="3" class="im-hint"><fmt:message key="intermediateim.clients.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="abilities-title"><fmt:message key="intermediateim.clients.abilities.title"/></div>
<div class="jive-contentBox">
    <p><fmt:message key="intermediateim.clients.abilities.intro"/></p>
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="abilities-title"><table class="jive-table im-chart" id="abilities" aria-labelledby="abilities-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.clients.abilities.name"/></th>
            <th scope="col" class="im-number"><fmt:message key="intermediateim.clients.abilities.can"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.share"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.abilities.lacking"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="row" items="${page.use().abilities()}">
            <tr id="ability-${row.key()}">
                <th scope="row"><fmt:message key="intermediateim.clients.ability.${row.key()}"/></th>
                <%@ include file="share.jspf" %>
                <td>
                    <c:if test="${row.lacking() gt 0}">
                        <fmt:message key="intermediateim.clients.ability.${row.key()}.lacking" var="lacking"><fmt:param value="${row.lacking()}"/><fmt:param value="${row.known()}"/></fmt:message>
                        <a href="clients?who=${who}&amp;without=${row.name()}#lacking"><c:out value="${lacking}"/></a>
                    </c:if>
                </td>
            </tr>
        </c:forEach>
        </tbody>
    </table></div>
    <details id="features" <c:if test="${not empty page.use().without()}">open</c:if>>
        <summary><fmt:message key="intermediateim.clients.features.title"/></summary>
        <div class="im-scroll" tabindex="0"><table class="jive-table im-chart">
            <thead>
            <tr>
                <th scope="col"><fmt:message key="intermediateim.clients.features.name"/></th>
                <th scope="col" class="im-number"><fmt:message key="intermediateim.clients.abilities.can"/></th>
                <th scope="col"><fmt:message key="intermediateim.clients.share"/></th>
                <th scope="col"><fmt:message key="intermediateim.clients.abilities.lacking"/></th>
            </tr>
            </thead>
            <tbody>
            <c:forEach var="row" items="${page.use().features()}">
                <tr>
                    <th scope="row" class="im-file"><c:out value="${row.name()}"/></th>
                    <%@ include file="share.jspf" %>
                    <td>
                        <c:url value="clients" var="lackingUrl"><c:param name="who" value="${who}"/><c:param name="without" value="${row.name()}"/></c:url>
                        <fmt:message key="intermediateim.clients.features.who-lacks" var="whoLacks"><fmt:param value="${row.name()}"/></fmt:message>
                        <c:if test="${row.percent() lt 100}"><a href="<c:out value='${lackingUrl}'/>#lacking" aria-label="<c:out value='${whoLacks}'/>"><fmt:message key="intermediateim.clients.features.who"/></a></c:if>
                    </td>
                </tr>
            </c:forEach>
            </tbody>
        </table></div>
    </details>
    <c:if test="${not empty page.use().without()}">
        <h3 id="lacking"><fmt:message key="intermediateim.clients.lacking.title"/> <code><c:out value="${page.use().without()}"/></code></h3>
        <c:set var="table" value="${page.use().lacking()}"/>
        <%@ include file="clients-table.jspf" %>
    </c:if>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="user-title"><fmt:message key="intermediateim.clients.user.title"/></div>
<div class="jive-contentBox" id="user-box">
    <form method="get" action="clients#user-box" class="im-form" role="search">
        <input type="hidden" name="who" value="${who}"/>
        <label for="user"><fmt:message key="intermediateim.clients.user.label"/></label>
        <input type="search" id="user" name="user" size="40" maxlength="3071" value="<c:out value='${page.use().user()}'/>"/>
        <button type="submit"><fmt:message key="intermediateim.clients.user.button"/></button>
    </form>
    <c:if test="${not empty page.use().user()}">
        <c:set var="table" value="${page.use().found()}"/>
        <%@ include file="clients-table.jspf" %>
    </c:if>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="enriched-title"><fmt:message key="intermediateim.clients.enriched.title"/></div>
<div class="jive-contentBox">
    <p><fmt:message key="intermediateim.clients.enriched.intro"/></p>
    <c:set var="table" value="${page.enriched()}"/>
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="enriched-title"><table class="jive-table" id="enriched" aria-labelledby="enriched-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.clients.address"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.enriched.added"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.enriched.told"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="row" items="${table.rows()}">
            <tr>
                <td class="im-jid"><c:out value="${row.client()}"/></td>
                <c:set var="additions" value="${row.additions()}"/>
                <td><%@ include file="additions.jspf" %></td>
                <td class="im-jid"><c:out value="${row.told()}"/></td>
            </tr>
        </c:forEach>
        <c:if test="${empty table.rows()}">
            <tr><td colspan="3" class="im-hint"><fmt:message key="intermediateim.clients.enriched.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
    <%@ include file="cut.jspf" %>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="cache-title"><fmt:message key="intermediateim.clients.cache.title"/></div>
<div class="jive-contentBox">
    <dl class="im-counts" id="counts">
        <dt><fmt:message key="intermediateim.clients.cache.questions"/></dt><dd data-counter="questions"><fmt:formatNumber value="${page.cache().counts().questions()}"/></dd>
        <dt><fmt:message key="intermediateim.clients.cache.answered"/></dt><dd data-counter="answered"><fmt:formatNumber value="${page.cache().counts().answered()}"/></dd>
        <dt><fmt:message key="intermediateim.clients.cache.hits"/></dt><dd data-counter="hits">${page.cache().hitPercent()} %</dd>
        <dt><fmt:message key="intermediateim.clients.cache.asked"/></dt><dd data-counter="asked"><fmt:formatNumber value="${page.cache().counts().asked()}"/></dd>
        <dt><fmt:message key="intermediateim.clients.cache.learned"/></dt><dd data-counter="learned"><fmt:formatNumber value="${page.cache().counts().learned()}"/></dd>
        <dt><fmt:message key="intermediateim.clients.cache.entries"/></dt><dd data-counter="entries"><fmt:formatNumber value="${page.cache().entries()}"/></dd>
        <dt><fmt:message key="intermediateim.clients.cache.memory"/></dt><dd data-counter="memory"><c:out value="${page.cache().memory()}"/></dd>
        <dt><fmt:message key="intermediateim.clients.cache.functions"/></dt>
        <dd id="functions"><c:forEach var="function" items="${page.cache().hashFunctions()}" varStatus="each">${each.first ? '' : ', '}<c:out value="${function}"/></c:forEach></dd>
    </dl>
    <p><a href="clients?export=zip" id="export"><fmt:message key="intermediateim.clients.export"/></a></p>
    <form method="post" action="clients" enctype="multipart/form-data" class="im-form" id="import">
        <%@ include file="token.jspf" %>
        <input type="hidden" name="action" value="import"/>
        <label for="file"><fmt:message key="intermediateim.clients.import.label"/></label>
        <input type="file" id="file" name="file" accept=".zip,application/zip" required aria-describedby="file-hint"/>
        <button type="submit"><fmt:message key="intermediateim.clients.import.button"/></button>
        <fmt:message key="intermediateim.clients.import.hint" var="importHint"/>
        <div class="im-hint" id="file-hint"><c:out value="${importHint}"/></div>
    </form>
    <form method="get" action="clients#known" class="im-form" role="search">
        <label for="search"><fmt:message key="intermediateim.clients.known.search"/></label>
        <input type="search" id="search" name="q" size="40" maxlength="200" value="<c:out value='${page.cache().search()}'/>"/>
        <button type="submit"><fmt:message key="intermediateim.clients.user.button"/></button>
    </form>
    <c:set var="table" value="${page.cache().found()}"/>
    <fmt:message key="intermediateim.clients.known.found" var="found"><fmt:param value="${table.total()}"/></fmt:message>
    <details id="known-box" <c:if test="${not empty page.cache().search()}">open</c:if>>
        <summary><c:out value="${found}"/></summary>
        <div class="im-scroll" tabindex="0" role="region" aria-labelledby="cache-title"><table class="jive-table" id="known" aria-labelledby="cache-title">
            <thead>
            <tr>
                <th scope="col"><fmt:message key="intermediateim.clients.software.name"/></th>
                <th scope="col"><fmt:message key="intermediateim.clients.known.node"/></th>
                <th scope="col"><fmt:message key="intermediateim.clients.announced"/></th>
                <th scope="col" class="im-number"><fmt:message key="intermediateim.clients.known.features"/></th>
                <th scope="col"><fmt:message key="intermediateim.clients.purge"/></th>
            </tr>
            </thead>
            <tbody>
            <c:forEach var="kept" items="${table.rows()}">
                <tr>
                    <td class="im-file"><c:out value="${kept.name()}" default="–"/></td>
                    <td class="im-file"><c:out value="${kept.node()}"/></td>
                    <td class="im-file"><c:out value="${kept.hash()} ${kept.ver()}"/></td>
                    <td class="im-number"><fmt:formatNumber value="${kept.features()}"/></td>
                    <td>
                        <form method="post" action="clients">
                            <%@ include file="token.jspf" %>
                            <input type="hidden" name="action" value="purge"/>
                            <input type="hidden" name="hash" value="<c:out value='${kept.hash()}'/>"/>
                            <input type="hidden" name="ver" value="<c:out value='${kept.ver()}'/>"/>
                            <fmt:message key="intermediateim.clients.purge.which" var="which"><fmt:param value="${kept.name()} ${kept.ver()}"/></fmt:message>
                            <button type="submit" aria-label="<c:out value='${which}'/>"><fmt:message key="intermediateim.clients.purge"/></button>
                        </form>
                    </td>
                </tr>
            </c:forEach>
            </tbody>
        </table></div>
        <%@ include file="cut.jspf" %>
    </details>
    <form method="post" action="clients" class="im-form" id="purge-all">
        <%@ include file="token.jspf" %>
        <input type="hidden" name="action" value="purge-all"/>
        <label><input type="checkbox" name="sure" value="true"/> <fmt:message key="intermediateim.clients.purge.sure"/></label>
        <button type="submit"><fmt:message key="intermediateim.clients.purge.all"/></button>
    </form>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="mismatches-title"><fmt:message key="intermediateim.clients.mismatches.title"/></div>
<div class="jive-contentBox">
    <p><fmt:message key="intermediateim.clients.mismatches.intro"/></p>
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="mismatches-title"><table class="jive-table" id="mismatches" aria-labelledby="mismatches-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.clients.mismatches.when"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.address"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.announced"/></th>
            <th scope="col"><fmt:message key="intermediateim.clients.mismatches.reason"/></th>
            <th scope="col" class="im-number"><fmt:message key="intermediateim.clients.mismatches.times"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="mismatch" items="${page.mismatches()}">
            <tr>
                <td><fmt:formatDate value="${mismatch.when()}" type="both" dateStyle="medium" timeStyle="medium"/></td>
                <td class="im-jid"><c:out value="${mismatch.address()}"/></td>
                <td class="im-file"><c:out value="${mismatch.announced()}"/><div class="im-hint"><c:out value="${mismatch.node()}"/></div></td>
                <fmt:message key="intermediateim.clients.reason.${mismatch.reason()}" var="reason"/>
                <td><c:out value="${reason}"/></td>
                <td class="im-number"><fmt:formatNumber value="${mismatch.times()}"/></td>
            </tr>
        </c:forEach>
        <c:if test="${empty page.mismatches()}">
            <tr><td colspan="5" class="im-hint"><fmt:message key="intermediateim.clients.mismatches.none"/></td></tr>
        </c:if>
        </tbody>
    </table></div>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.clients.settings.title"/></div>
<div class="jive-contentBox">
    <%@ include file="settings.jspf" %>
</div>
</body>
</html>
