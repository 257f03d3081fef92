package sim

// FinanceDecision is a decision of the finance room. Exactly one of its parts is given.
type FinanceDecision struct {
	Forward *SellForward  `json:"forward,omitempty"`
	Buy     *BuyForward   `json:"buy,omitempty"`
	Close   *CloseForward `json:"close,omitempty"`
	Margin  *PayMargin    `json:"margin,omitempty"`
	Advance *AskAdvance   `json:"advance,omitempty"`
	File    *FileReturn   `json:"file,omitempty"`
	Claim   *ClaimRefund  `json:"claim,omitempty"`
	Loan    *TakeLoan     `json:"loan,omitempty"`
	Repay   *RepayLoan    `json:"repay,omitempty"`
	Cover   *TakeCover    `json:"cover,omitempty"`
}

func (w *World) finance(n int, sh *shop, c *FinanceDecision) error {
	parts := 0
	for _, given := range []bool{c.Forward != nil, c.Buy != nil, c.Close != nil, c.Margin != nil, c.Advance != nil, c.File != nil, c.Claim != nil, c.Loan != nil, c.Repay != nil, c.Cover != nil} {
		if given {
			parts++
		}
	}
	if parts != 1 {
		return reject("finance", "应恰好包含一个资金决定，收到 %d 个", "want exactly one decision of finance, found %d", parts)
	}
	switch {
	case c.Forward != nil:
		return w.agreeForward(n, sh, c.Forward.ask())
	case c.Buy != nil:
		return w.agreeForward(n, sh, c.Buy.ask())
	case c.Close != nil:
		return w.closeForward(n, sh, c.Close)
	case c.Margin != nil:
		return w.payMargin(sh, c.Margin)
	case c.Advance != nil:
		return w.advance(sh, c.Advance)
	case c.File != nil:
		return w.fileReturn(sh, c.File)
	case c.Loan != nil:
		return w.takeLoan(n, sh, c.Loan)
	case c.Repay != nil:
		return w.repayLoan(sh, c.Repay)
	case c.Cover != nil:
		return w.takeCover(sh, c.Cover)
	}
	return w.claimRefund(sh)
}
