<%@ page contentType="text/html; charset=UTF-8" %>
<%@ include file="taglibs.jspf" %>
<c:set var="pageName" value="${empty page ? 'overview' : page.page()}"/>
<html>
<%@ include file="head.jspf" %>
<body>
<form method="post" action="${page.page()}" id="confirmation">
    <%@ include file="token.jspf" %>
    <input type="hidden" name="action" value="${page.action()}"/>
    <input type="hidden" name="confirmed" value="true"/>
    <c:forEach var="field" items="${page.fields()}">
        <input type="hidden" name="${field.key}" value="<c:out value='${field.value}'/>"/>
    </c:forEach>
    <c:set var="problem" value="${page.question()}"/>
    <p><%@ include file="sentence.jspf" %></p>
    <button type="submit"><fmt:message key="${page.question().key()}.yes"/></button>
    <a href="${page.page()}" id="cancel"><fmt:message key="intermediateim.console.cancel"/></a>
</form>
</body>
</html>
