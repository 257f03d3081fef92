package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"

	"chuhai/web/books"
)

func exportCommand(args []string, out, errs io.Writer) error {
	f := flags("export", "write a shop's books as xlsx / 导出店铺账簿", "  chuhai export out/lesson --shop 1\n  chuhai export out/lesson --shop 3 --file books.xlsx", errs)
	number := f.Int("shop", 1, "the shop's number / 店铺编号")
	file := f.String("file", "", "the workbook to write; default DIR/shop-N.xlsx / 输出文件")
	names, err := parse(f, args)
	if err != nil {
		return err
	}
	if len(names) != 1 {
		return fmt.Errorf("%w: name one directory / 请给出一个目录", errUsage)
	}
	w, s, _, err := replay(names[0])
	if err != nil {
		return err
	}
	if *file == "" {
		*file = filepath.Join(names[0], fmt.Sprintf("shop-%d.xlsx", *number))
	}
	var data bytes.Buffer
	if err := books.Write(&data, w, s, *number); err != nil {
		return err
	}
	if err := writeFile(filepath.Dir(*file), filepath.Base(*file), data.Bytes()); err != nil {
		return err
	}
	fmt.Fprintln(out, *file)
	return nil
}
