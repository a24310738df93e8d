"""What has been measured elsewhere, by whom, how precisely?"""
