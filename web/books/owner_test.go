package books_test

import (
	"strings"
	"testing"

	"chuhai/web/books"
)

// A file tells whose books it holds by its name, on every system, and by the head of its printed pages.
func TestWhoseBooksTheyAre(t *testing.T) {
	for name, want := range map[string]string{
		"李雷":                "shop-7-李雷",
		"Li Lei & Co.":      "shop-7-Li_Lei___Co",
		`a<b>c:"d/e\f|g?h*`: "shop-7-a_b_c__d_e_f_g_h_",
		"..":                "shop-7",
		"阿卜杜拉·买买提":          "shop-7-阿卜杜拉·买买提",
	} {
		if got := (books.Owner{Shop: 7, Name: name}).FileName(); got != want {
			t.Errorf("%q is kept in %q, want %q", name, got, want)
		}
	}
	x := workbook(t)
	for _, sheet := range x.GetSheetList() {
		if head, err := x.GetHeaderFooter(sheet); err != nil || head == nil || !strings.Contains(head.OddHeader, "=学生 · ") || !strings.Contains(head.OddHeader, "day 45") {
			t.Errorf("%s is headed %+v, %v", sheet, head, err)
		}
	}
}
