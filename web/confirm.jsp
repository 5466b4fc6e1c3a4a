<%@ page contentType="text/html; charset=UTF-8" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<%-- the servlets bring the question; whoever calls this address directly is sent to the overview --%>
<c:if test="${empty page.question()}"><c:redirect url="overview"/></c:if>
<html>
<head>
    <title><fmt:message key="intermediateim.${page.page()}.title"/></title>
    <meta name="pageID" content="intermediateim-${page.page()}"/>
    <link rel="stylesheet" type="text/css" href="style/intermediateim.css"/>
</head>
<body>
<form method="post" action="${page.page()}" id="confirmation">
    <input type="hidden" name="formToken" value="${formToken}"/>
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
