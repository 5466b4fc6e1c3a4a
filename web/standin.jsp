<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="standin"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<p><fmt:message key="intermediateim.standin.intro"/></p>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="done-title"><fmt:message key="intermediateim.standin.done.title"/></div>
<div class="jive-contentBox">
    <c:choose>
        <c:when test="${empty page.done().rows()}"><p id="done"><fmt:message key="intermediateim.standin.done.none"/></p></c:when>
        <c:otherwise>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="done-title"><table class="jive-table" id="done" aria-labelledby="done-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.standin.done.kind"/></th>
                    <th scope="col"><fmt:message key="intermediateim.standin.done.writer"/></th>
                    <th scope="col"><fmt:message key="intermediateim.standin.done.reader"/></th>
                    <th scope="col" class="im-number"><fmt:message key="intermediateim.standin.done.today"/></th>
                    <th scope="col" class="im-number"><fmt:message key="intermediateim.standin.done.all"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="row" items="${page.done().rows()}">
                    <tr data-kind="${row.kind()}">
                        <td><fmt:message key="intermediateim.standin.kind.${row.kind()}"/></td>
                        <td><c:out value="${row.writer()}" default="–"/></td>
                        <td><c:out value="${row.reader()}" default="–"/></td>
                        <td class="im-number"><fmt:formatNumber value="${row.today()}"/></td>
                        <td class="im-number"><fmt:formatNumber value="${row.all()}"/></td>
                    </tr>
                </c:forEach>
                </tbody>
            </table></div>
            <c:set var="table" value="${page.done()}"/><%@ include file="cut.jspf" %>
        </c:otherwise>
    </c:choose>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="software-title"><fmt:message key="intermediateim.standin.software.title"/></div>
<div class="jive-contentBox">
    <c:choose>
        <c:when test="${empty page.software().rows()}"><p id="software"><fmt:message key="intermediateim.standin.software.empty"/></p></c:when>
        <c:otherwise>
            <p class="im-hint"><fmt:message key="intermediateim.standin.software.hint"/></p>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="software-title"><table class="jive-table" id="software" aria-labelledby="software-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.standin.shows.client"/></th>
                    <th scope="col" class="im-number"><fmt:message key="intermediateim.standin.software.online"/></th>
                    <th scope="col"><fmt:message key="intermediateim.standin.software.does"/></th>
                    <th scope="col" class="im-number"><fmt:message key="intermediateim.standin.software.told"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="row" items="${page.software().rows()}">
                    <tr>
                        <td><c:out value="${row.name()}"/></td>
                        <td class="im-number"><fmt:formatNumber value="${row.clients()}"/></td>
                        <td><c:forEach var="key" items="${row.does()}" varStatus="each">${each.first ? '' : ', '}<fmt:message key="${key}"/></c:forEach><c:if test="${empty row.does()}">–</c:if></td>
                        <td class="im-number"><fmt:formatNumber value="${row.told()}"/></td>
                    </tr>
                </c:forEach>
                </tbody>
            </table></div>
            <c:set var="table" value="${page.software()}"/><%@ include file="cut.jspf" %>
        </c:otherwise>
    </c:choose>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="try-title"><fmt:message key="intermediateim.standin.try.title"/></div>
<div class="jive-contentBox">
    <form method="post" action="standin#try-result" class="im-form">
        <%@ include file="token.jspf" %>
        <input type="hidden" name="action" value="try"/>
        <label for="text" class="im-block"><fmt:message key="intermediateim.standin.try.label"/></label>
        <textarea id="text" name="text" rows="4" class="im-wide" spellcheck="false" aria-describedby="text-hint<c:if test='${not empty page.trial().problem()}'> text-problem</c:if>"
                  <c:if test="${not empty page.trial().problem()}">aria-invalid="true" autofocus</c:if>>
<c:out value="${page.trial().typed()}"/></textarea>
        <c:if test="${not empty page.trial().problem()}">
            <div class="jive-error-text" id="text-problem"><fmt:message key="${page.trial().problem()}"/></div>
        </c:if>
        <div class="im-hint" id="text-hint"><fmt:message key="intermediateim.standin.try.hint"/></div>
        <label for="form"><fmt:message key="intermediateim.standin.try.form"/></label>
        <select id="form" name="form">
            <c:forTokens var="form" items="styling,xhtml,markup" delims=",">
                <option value="${form}" <c:if test="${page.trial().form() eq form}">selected</c:if>><fmt:message key="intermediateim.standin.form.${form}"/></option>
            </c:forTokens>
        </select>
        <button type="submit"><fmt:message key="intermediateim.standin.try.button"/></button>
    </form>

    <c:if test="${not empty page.trial() and empty page.trial().problem()}">
        <div id="try-result">
            <h3><fmt:message key="intermediateim.standin.try.sent"/></h3>
            <pre id="sent" class="im-code" tabindex="0"><c:out value="${page.trial().sent()}"/></pre>
            <h3><fmt:message key="intermediateim.standin.try.readers"/></h3>
            <c:forEach var="reader" items="${page.trial().readers()}">
                <p class="im-block"><strong><fmt:message key="intermediateim.standin.form.${reader.form()}"/></strong>:
                    <c:choose>
                        <c:when test="${empty reader.kind()}"><fmt:message key="intermediateim.standin.try.as-sent"/></c:when>
                        <c:otherwise><fmt:message key="intermediateim.standin.kind.${reader.kind()}"/></c:otherwise>
                    </c:choose>
                </p>
                <pre id="read-${reader.form()}" class="im-code" tabindex="0"><c:out value="${reader.message()}"/></pre>
            </c:forEach>
        </div>
    </c:if>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.standin.settings.title"/></div>
<div class="jive-contentBox">
    <%@ include file="settings.jspf" %>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="unknown-title"><fmt:message key="intermediateim.standin.unknown.title"/></div>
<div class="jive-contentBox">
    <c:choose>
        <c:when test="${empty page.unknown().rows()}"><p id="unknown"><fmt:message key="intermediateim.standin.unknown.none"/></p></c:when>
        <c:otherwise>
            <p class="im-hint"><fmt:message key="intermediateim.standin.unknown.hint"/></p>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="unknown-title"><table class="jive-table" id="unknown" aria-labelledby="unknown-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.standin.unknown.node"/></th>
                    <th scope="col" class="im-number"><fmt:message key="intermediateim.standin.unknown.clients"/></th>
                    <th scope="col"><fmt:message key="intermediateim.standin.unknown.forms"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="row" items="${page.unknown().rows()}">
                    <tr>
                        <td class="im-jid"><c:out value="${row.node()}"/></td>
                        <td class="im-number"><fmt:formatNumber value="${row.clients()}"/></td>
                        <td><c:out value="${row.forms()}" default="–"/></td>
                    </tr>
                </c:forEach>
                </tbody>
            </table></div>
            <c:set var="table" value="${page.unknown()}"/><%@ include file="cut.jspf" %>
        </c:otherwise>
    </c:choose>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="shows-title"><fmt:message key="intermediateim.standin.shows.title"/></div>
<div class="jive-contentBox">
    <p class="im-hint"><fmt:message key="intermediateim.standin.shows.hint"/></p>
    <div class="im-scroll" tabindex="0" role="region" aria-labelledby="shows-title"><table class="jive-table" id="shows" aria-labelledby="shows-title">
        <thead>
        <tr>
            <th scope="col"><fmt:message key="intermediateim.standin.shows.client"/></th>
            <th scope="col"><fmt:message key="intermediateim.standin.shows.node"/></th>
            <th scope="col"><fmt:message key="intermediateim.standin.shows.forms"/></th>
            <th scope="col"><fmt:message key="intermediateim.standin.shows.feature"/></th>
            <th scope="col"><fmt:message key="intermediateim.standin.shows.source"/></th>
        </tr>
        </thead>
        <tbody>
        <c:forEach var="row" items="${page.shows()}">
            <tr data-own="${row.own()}">
                <td><c:out value="${row.name()}"/></td>
                <td class="im-jid"><c:out value="${row.node()}"/></td>
                <td><c:out value="${row.forms()}"/></td>
                <td class="im-jid"><c:out value="${row.feature()}" default="–"/></td>
                <td><c:if test="${row.own()}"><strong><fmt:message key="intermediateim.standin.shows.own"/></strong> </c:if><c:out value="${row.source()}"/></td>
            </tr>
        </c:forEach>
        </tbody>
    </table></div>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="choices-title"><fmt:message key="intermediateim.standin.choices.title"/></div>
<div class="jive-contentBox">
    <c:choose>
        <c:when test="${empty page.leaving().rows()}"><p id="choices"><fmt:message key="intermediateim.standin.choices.none"/></p></c:when>
        <c:otherwise>
            <p class="im-hint"><fmt:message key="intermediateim.standin.choices.hint"/></p>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="choices-title"><table class="jive-table" id="choices" aria-labelledby="choices-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.standin.choices.user"/></th>
                    <th scope="col"><fmt:message key="intermediateim.standin.choices.delete"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="user" items="${page.leaving().rows()}">
                    <tr>
                        <td class="im-jid"><c:out value="${user}"/></td>
                        <td>
                            <form method="post" action="standin">
                                <%@ include file="token.jspf" %>
                                <input type="hidden" name="action" value="forget"/>
                                <input type="hidden" name="user" value="<c:out value='${user}'/>"/>
                                <fmt:message key="intermediateim.standin.choices.delete-whose" var="deleteWhose"><fmt:param value="${user}"/></fmt:message>
                                <button type="submit" aria-label="<c:out value='${deleteWhose}'/>"><fmt:message key="intermediateim.standin.choices.delete"/></button>
                            </form>
                        </td>
                    </tr>
                </c:forEach>
                </tbody>
            </table></div>
            <c:set var="table" value="${page.leaving()}"/><%@ include file="cut.jspf" %>
        </c:otherwise>
    </c:choose>
</div>
</body>
</html>
