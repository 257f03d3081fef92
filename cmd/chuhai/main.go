// Command chuhai is the whole of Chuhai in one binary. It wires the engine to files and people; it holds no rule.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

const usage = `Chuhai 出海: a cross-border e-commerce sandbox / 跨境电商实训沙盘

usage: chuhai COMMAND …

  serve            serve a school in the browser                   启动课堂服务
  run SCENARIO     play a scenario with bots and print the result  无界面运行
  check FILE…      validate scenario files                         校验剧本
  customs assess   assess duty and tax, line by line               测算进口税费
  customs refund   work out an export refund                       测算出口退税
  customs classify find a tariff heading                           查税号
  route compare    compare the ways between two hubs               比较运输方式
  validate market  set the market beside what research found       市场模型对照文献
  validate routes  set transit days beside what is published       运输时效对照公开数据
  verify RUN       replay a recorded run and compare its digests   复核记录
  export RUN       write a shop's books as xlsx                    导出账簿

chuhai COMMAND --help shows a command's flags and examples.
Exit codes: 0 done, 1 the work failed, 2 the command line is wrong.
`

// command carries out a command line: what it finds goes to out; progress and logs, to errs.
type command func(args []string, out, errs io.Writer) error

var commands = map[string]command{
	"serve": serveCommand, "run": runCommand, "check": checkCommand, "customs": customsCommand, "route": routeCommand,
	"validate": validateCommand, "verify": verifyCommand, "export": exportCommand,
}

// errUsage marks errors of the command line.
var errUsage = errors.New("usage")

func main() { os.Exit(dispatch(os.Args[1:], os.Stdout, os.Stderr)) }

func dispatch(args []string, out, errs io.Writer) int {
	if len(args) == 0 {
		fmt.Fprint(errs, usage)
		return 2
	}
	switch args[0] {
	case "help", "-h", "--help":
		fmt.Fprint(out, usage)
		return 0
	}
	c, ok := commands[args[0]]
	if !ok {
		fmt.Fprintf(errs, "chuhai: unknown command %q / 没有名为 %q 的命令\n\n%s", args[0], args[0], usage)
		return 2
	}
	err := c(args[1:], out, errs)
	if err == nil || errors.Is(err, flag.ErrHelp) {
		return 0
	}
	fmt.Fprintln(errs, "chuhai "+args[0]+": "+err.Error())
	if errors.Is(err, errUsage) {
		return 2
	}
	return 1
}

// flags is a flag set whose help, on out, shows what the command is for and examples. An example can be typed as it
// stands: what it is good for follows a #.
func flags(name, what, examples string, out io.Writer) *flag.FlagSet {
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.Usage = func() {
		fmt.Fprintf(out, "chuhai %s: %s\n\nexamples:\n%s\n", name, what, strings.Trim(examples, "\n"))
		var all strings.Builder
		f.SetOutput(&all)
		f.PrintDefaults()
		if all.Len() > 0 {
			fmt.Fprintf(out, "\nflags:\n%s", &all)
		}
	}
	return f
}

// parse reads flags that stand before, between or after the positional arguments, which it returns. Who asks for help
// gets it; who mistypes a flag is told which, and where the help is.
func parse(f *flag.FlagSet, args []string) ([]string, error) {
	help := f.Usage
	f.Usage = func() {}
	f.SetOutput(io.Discard)
	var names []string
	for {
		switch err := f.Parse(args); {
		case errors.Is(err, flag.ErrHelp):
			help()
			return nil, err
		case err != nil:
			return nil, fmt.Errorf("%w: %s; chuhai %s --help lists all / 全部选项见 chuhai %s --help", errUsage, mistyped(err), f.Name(), f.Name())
		}
		if f.NArg() == 0 {
			return names, nil
		}
		names = append(names, f.Arg(0))
		args = f.Args()[1:]
	}
}

// list is a flag that can be given several times.
type list []string

// String is all that was given.
func (l *list) String() string { return strings.Join(*l, " ") }

// Set takes one more.
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

// mistyped says in both languages what package flag found wrong.
func mistyped(err error) string {
	if name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: "); ok {
		return fmt.Sprintf("there is no flag %s / 没有选项 %s", name, name)
	}
	if name, ok := strings.CutPrefix(err.Error(), "flag needs an argument: "); ok {
		return fmt.Sprintf("the flag %s wants a value / 选项 %s 缺少值", name, name)
	}
	return err.Error() + " / 选项的值不对"
}
