package match

import "strings"

// email is an address's two halves, folded.
type email struct {
	local, domain string
}

func readEmail(text string) (email, bool) {
	local, domain, ok := strings.Cut(strings.ReplaceAll(fold(text, longestShort), " ", ""), "@")
	if !ok || local == "" || len(domain) < 3 {
		return email{}, false
	}
	local, _, _ = strings.Cut(local, "+")
	if domain == "googlemail.com" {
		domain = "gmail.com"
	}
	return email{local, strings.Trim(domain, ".")}, local != ""
}

func (e email) String() string { return e.local + "@" + e.domain }

// publicMail are domains that say nothing about who writes.
var publicMail = set("gmail.com outlook.com hotmail.com live.com yahoo.com yahoo.com.tw icloud.com me.com aol.com msn.com proton.me protonmail.com gmx.de gmx.net web.de " +
	"qq.com 163.com 126.com sina.com sina.cn foxmail.com sohu.com 139.com 189.cn msa.hinet.net pchome.com.tw naver.com hanmail.net daum.net mail.ru yandex.ru " +
	"ziggo.nl kpnmail.nl t-online.de freenet.de orange.fr free.fr yahoo.co.jp docomo.ne.jp example.com example.org")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, word := range strings.Fields(words) {
		m[word] = true
	}
	return m
}
