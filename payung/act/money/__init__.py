"""How is a month billed, money collected, arrears paid in parts, and a bank's statement held against the books?"""
