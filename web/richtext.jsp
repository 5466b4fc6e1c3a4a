<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="richtext"/>
<html>
<%@ include file="head.jspf" %>
<body>
<%@ include file="notice.jspf" %>

<p><fmt:message key="intermediateim.richtext.intro"/></p>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="try-title"><fmt:message key="intermediateim.richtext.try.title"/></div>
<div class="jive-contentBox">
    <form method="post" action="richtext#try-result" class="im-form">
        <%@ include file="token.jspf" %>
        <input type="hidden" name="action" value="try"/>
        <label for="markup" class="im-block"><fmt:message key="intermediateim.richtext.try.label"/></label>
        <textarea id="markup" name="markup" rows="6" class="im-wide" spellcheck="false" aria-describedby="markup-hint<c:if test='${not empty page.trial().problem()}'> markup-problem</c:if>"
                  <c:if test="${not empty page.trial().problem()}">aria-invalid="true" autofocus</c:if>><c:out value="${page.trial().typed()}"/></textarea>
        <c:if test="${not empty page.trial().problem()}">
            <div class="jive-error-text" id="markup-problem"><fmt:message key="${page.trial().problem()}"/></div>
        </c:if>
        <div class="im-hint" id="markup-hint"><fmt:message key="intermediateim.richtext.try.hint"/></div>
        <button type="submit"><fmt:message key="intermediateim.richtext.try.button"/></button>
    </form>

    <c:if test="${not empty page.trial() and empty page.trial().problem()}">
        <div id="try-result">
            <h3><fmt:message key="intermediateim.richtext.try.rendered"/></h3>
            <c:choose>
                <c:when test="${empty page.trial().frame()}"><p><fmt:message key="intermediateim.richtext.try.nothing"/></p></c:when>
                <c:otherwise>
                    <fmt:message key="intermediateim.richtext.try.rendered" var="renderedTitle"/>
                    <iframe id="rendered" class="im-wide" sandbox="" title="<c:out value='${renderedTitle}'/>" srcdoc="<c:out value='${page.trial().frame()}'/>"></iframe>
                </c:otherwise>
            </c:choose>
            <h3><fmt:message key="intermediateim.richtext.try.source"/></h3>
            <pre id="source" class="im-code" tabindex="0"><c:out value="${page.trial().source()}"/></pre>
            <h3><fmt:message key="intermediateim.richtext.try.findings"/></h3>
            <c:choose>
                <c:when test="${empty page.trial().findings()}"><p id="findings"><fmt:message key="intermediateim.richtext.try.no-findings"/></p></c:when>
                <c:otherwise>
                    <div class="im-scroll" tabindex="0"><table class="jive-table" id="findings">
                        <thead>
                        <tr>
                            <th scope="col"><fmt:message key="intermediateim.richtext.rules.rule"/></th>
                            <th scope="col"><fmt:message key="intermediateim.richtext.try.what"/></th>
                        </tr>
                        </thead>
                        <tbody>
                        <c:forEach var="finding" items="${page.trial().findings()}">
                            <tr data-rule="${finding.rule()}">
                                <td><fmt:message key="intermediateim.richtext.rule.${finding.rule()}"/></td>
                                <td><code><c:out value="${finding.what()}"/></code></td>
                            </tr>
                        </c:forEach>
                        </tbody>
                    </table></div>
                </c:otherwise>
            </c:choose>
            <c:if test="${not empty page.trial().frame()}">
                <h3><fmt:message key="intermediateim.richtext.try.styling"/></h3>
                <pre id="styling" class="im-code" tabindex="0"><c:out value="${page.trial().styling()}"/></pre>
                <h3><fmt:message key="intermediateim.richtext.try.plain"/></h3>
                <pre id="plain" class="im-code" tabindex="0"><c:out value="${page.trial().plain()}"/></pre>
            </c:if>
        </div>
    </c:if>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2"><fmt:message key="intermediateim.richtext.settings.title"/></div>
<div class="jive-contentBox">
    <%@ include file="settings.jspf" %>
</div>

<div class="jive-contentBoxHeader" role="heading" aria-level="2" id="rules-title"><fmt:message key="intermediateim.richtext.rules.title"/></div>
<div class="jive-contentBox">
    <c:choose>
        <c:when test="${empty page.rules()}"><p id="rules"><fmt:message key="intermediateim.richtext.rules.none"/></p></c:when>
        <c:otherwise>
            <div class="im-scroll" tabindex="0" role="region" aria-labelledby="rules-title"><table class="jive-table" id="rules" aria-labelledby="rules-title">
                <thead>
                <tr>
                    <th scope="col"><fmt:message key="intermediateim.richtext.rules.rule"/></th>
                    <th scope="col"><fmt:message key="intermediateim.richtext.rules.count"/></th>
                </tr>
                </thead>
                <tbody>
                <c:forEach var="rule" items="${page.rules()}">
                    <tr>
                        <td><fmt:message key="intermediateim.richtext.rule.${rule.key}"/></td>
                        <td data-rule="${rule.key}"><fmt:formatNumber value="${rule.value}"/></td>
                    </tr>
                </c:forEach>
                </tbody>
            </table></div>
        </c:otherwise>
    </c:choose>
</div>
</body>
</html>
